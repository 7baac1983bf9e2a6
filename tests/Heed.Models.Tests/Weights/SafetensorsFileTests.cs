using System.Buffers.Binary;
using Heed.Models.Weights;

namespace Heed.Models.Tests.Weights;

public class SafetensorsFileTests
{
    private const string TwoFloats = """{"w":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}""";

    [Fact]
    public void Open_ScalarEmptyAndMatrix_ReadsAll()
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("a.safetensors");
        var data = new byte[4 + 24];
        BinaryPrimitives.WriteSingleLittleEndian(data, 2.5f);
        BinaryPrimitives.WriteInt64LittleEndian(data.AsSpan(12), -7);
        const string header = """
            {
              "__metadata__": {"k": "v"},
              "s": {"dtype": "F32", "shape": [], "data_offsets": [0, 4]},
              "e": {"dtype": "F16", "shape": [0, 3], "data_offsets": [4, 4]},
              "m": {"dtype": "I64", "shape": [3, 1], "data_offsets": [4, 28]}
            }
            """;
        Write(path, header, data);
        using var file = SafetensorsFile.Open(path);
        Assert.Equal("v", file.Metadata["k"]);
        Assert.Equal([3L, 1L], file.Entries["m"].Shape);
        Assert.Equal([0L, -7L, 0L], file.ReadInt64("m"));
        Assert.Equal(0, file.Entries["e"].Count);
        var scalar = new float[1];
        file.ReadFloats("s", scalar);
        Assert.Equal(2.5f, scalar[0]);
        Assert.Equal(24, file.Bytes("m").Length);
    }

    [Fact]
    public void Open_MissingFile_SaysSo() =>
        Assert.Contains("no such file", Assert.Throws<HeedException>(() => SafetensorsFile.Open("nowhere/none.safetensors")).Message);

    [Fact]
    public void Open_EmptyFile_SaysSo() => AssertRefused([], "it has 0");

    [Fact]
    public void Open_CutInLengthField_SaysSo() => AssertRefused([1, 0, 0], "it has 3");

    [Fact]
    public void Open_HeaderLongerThanFile_SaysSo() => AssertRefused([200, 0, 0, 0, 0, 0, 0, 0, (byte)'{'], "claims 200 bytes");

    [Fact]
    public void Open_HeaderLengthNearOverflow_SaysSo() =>
        AssertRefused([255, 255, 255, 255, 255, 255, 255, 255, (byte)'{', (byte)'}'], "claims 18446744073709551615");

    [Theory]
    [InlineData("not json", 0, "not JSON")]
    [InlineData("[]", 0, "JSON object")]
    [InlineData("""{"__metadata__":{"a":1}}""", 0, "'a' to be a string")]
    [InlineData("""{"__metadata__":3}""", 0, "__metadata__")]
    [InlineData("""{"__metadata__":{},"__metadata__":{}}""", 0, "__metadata__ twice")]
    [InlineData("""{"__metadata__":{"a":"\ud800"}}""", 0, "half a character")]
    [InlineData("""{"__metadata__":{"\udc00":"a"}}""", 0, "half a character")]
    [InlineData("""{"\ud800":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}""", 8, "half a character")]
    [InlineData("""{"w":{"dtype":"F\ud800","shape":[2],"data_offsets":[0,8]}}""", 8, "half a character")]
    [InlineData("""{"w":5}""", 0, "'w'")]
    [InlineData("""{"w":{"dtype":"F32","shape":[2]}}""", 8, "'w'")]
    [InlineData("""{"w":{"dtype":"F31","shape":[2],"data_offsets":[0,8]}}""", 8, "'F31'")]
    [InlineData("""{"w":{"dtype":"1","shape":[2],"data_offsets":[0,8]}}""", 8, "'1'")]
    [InlineData("""{"w":{"dtype":"F32","shape":[-2],"data_offsets":[0,8]}}""", 8, "-2")]
    [InlineData("""{"w":{"dtype":"F32","shape":[2.5],"data_offsets":[0,8]}}""", 8, "2.5")]
    [InlineData("""{"w":{"dtype":"F32","shape":[2],"data_offsets":[0,8,9]}}""", 8, "2 data_offsets")]
    [InlineData("""{"w":{"dtype":"F32","shape":[3],"data_offsets":[0,8]}}""", 8, "takes 12 bytes")]
    [InlineData("""{"w":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}""", 7, "outside the data")]
    [InlineData("""{"w":{"dtype":"F32","shape":[2],"data_offsets":[8,0]}}""", 8, "outside the data")]
    [InlineData("""{"w":{"dtype":"F32","shape":[2],"data_offsets":[0,99999999999999999999]}}""", 8, "99999999999999999999")]
    [InlineData("""{"w":{"dtype":"F32","shape":[4294967296,4294967296],"data_offsets":[0,8]}}""", 8, "larger than any file")]
    [InlineData("""{"w":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"w":{"dtype":"F32","shape":[2],"data_offsets":[8,16]}}""", 16, "twice")]
    [InlineData("""{"v":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"w":{"dtype":"F32","shape":[2],"data_offsets":[4,12]}}""", 12, "inside")]
    [InlineData("""{"v":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"w":{"dtype":"F32","shape":[2],"data_offsets":[12,20]}}""", 20, "hole")]
    [InlineData("""{"w":{"dtype":"F32","shape":[2],"data_offsets":[4,12]}}""", 12, "hole")]
    [InlineData("""{"w":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}""", 9, "belong to no tensor")]
    public void Open_MalformedHeader_SaysWhat(string header, int dataLength, string complaint)
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("bad.safetensors");
        Write(path, header, new byte[dataLength]);
        var message = Assert.Throws<HeedException>(() => SafetensorsFile.Open(path)).Message;
        Assert.Contains(complaint, message);
        Assert.Contains("bad.safetensors", message);
    }

    [Fact]
    public void Open_EveryTruncation_IsRefused()
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("a.safetensors");
        Write(path, TwoFloats, new byte[8]);
        var whole = File.ReadAllBytes(path);
        for (var length = 0; length < whole.Length; length++)
        {
            File.WriteAllBytes(path, whole[..length]);
            Assert.Throws<HeedException>(() => SafetensorsFile.Open(path));
        }
    }

    [Fact]
    public void Open_DamagedHeader_OpensWithinTheFileOrIsRefused()
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("a.safetensors");
        Write(path, """{"v":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"w":{"dtype":"I64","shape":[1],"data_offsets":[8,16]}}""", new byte[16]);
        var whole = File.ReadAllBytes(path);
        var random = new Random(9);
        for (var round = 0; round < 1000; round++)
        {
            var damaged = (byte[])whole.Clone();
            for (var i = 0; i < 3; i++)
            {
                damaged[random.Next(damaged.Length - 16)] = random.Next(4) == 0 ? (byte)random.Next(256) : (byte)"{}[]\",:0189n\\"[random.Next(13)];
            }

            File.WriteAllBytes(path, damaged);
            try
            {
                using var file = SafetensorsFile.Open(path);
                Assert.All(file.Entries.Values, entry => Assert.InRange(entry.Offset + entry.ByteLength, 8, damaged.Length));
            }
            catch (HeedException)
            {
                // Refused with a message, as it should be; anything else fails the test.
            }
        }
    }

    [Fact]
    public void Read_UnknownNameWrongTypeWrongLength_SaysWhich()
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("a.safetensors");
        Write(path, TwoFloats, new byte[8]);
        using var file = SafetensorsFile.Open(path);
        Assert.Contains("'x'", Assert.Throws<HeedException>(() => file.Entry("x")).Message);
        Assert.Contains("I64 or I32; got F32", Assert.Throws<HeedException>(() => file.ReadInt64("w")).Message);
        Assert.Contains("BOOL; got F32", Assert.Throws<HeedException>(() => file.ReadBool("w")).Message);
        Assert.Contains("expected 2", Assert.Throws<ArgumentException>(() => file.ReadFloats("w", new float[3])).Message);
    }

    [Fact]
    public void Pointer_AfterDispose_Throws()
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("a.safetensors");
        Write(path, TwoFloats, new byte[8]);
        var file = SafetensorsFile.Open(path);
        file.Dispose();
        file.Dispose();
        Assert.Throws<ObjectDisposedException>(() => file.Bytes("w").Length);
    }

    internal static void Write(string path, string header, byte[] data)
    {
        using var stream = File.Create(path);
        Span<byte> length = stackalloc byte[8];
        var json = System.Text.Encoding.UTF8.GetBytes(header);
        BinaryPrimitives.WriteInt64LittleEndian(length, json.Length);
        stream.Write(length);
        stream.Write(json);
        stream.Write(data);
    }

    private static void AssertRefused(byte[] content, string complaint)
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("bad.safetensors");
        File.WriteAllBytes(path, content);
        var message = Assert.Throws<HeedException>(() => SafetensorsFile.Open(path)).Message;
        Assert.Contains(complaint, message);
        Assert.Contains("bad.safetensors", message);
    }
}
