using System.Buffers.Binary;
using Heed.Models.Weights;

namespace Heed.Models.Tests.Weights;

public class SafetensorsWriterTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(16 * 1024)]
    [InlineData((16 * 1024) + 1)]
    [InlineData(50_000)]
    public void Write_ThenOpen_GivesTheSameNumbers(int count)
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("a.safetensors");
        var floats = Enumerable.Range(0, count).Select(i => (float)Math.Sin(i)).ToArray();
        var whole = Enumerable.Range(0, count).Select(i => (long)i << 33).ToArray();
        SafetensorsWriter.Write(
            path,
            [
                TensorSource.Floats("half", [count], floats, TensorType.F16),
                TensorSource.Raw("mask", TensorType.BOOL, [3], new byte[] { 1, 0, 1 }),
                TensorSource.Floats("full", [count, 1], floats),
                TensorSource.Int64("whole \"é\"", [1, count], whole),
                TensorSource.Floats("brain", [count], floats, TensorType.BF16),
            ],
            new Dictionary<string, string> { ["step"] = "7" });
        using var file = SafetensorsFile.Open(path);
        Assert.Equal("pt", file.Metadata["format"]);
        Assert.Equal("7", file.Metadata["step"]);
        Assert.Equal([count, 1L], file.Entries["full"].Shape);
        Assert.Equal(floats, Floats(file, "full"));
        Assert.Equal(floats.Select(value => (float)(Half)value), Floats(file, "half"));
        Assert.Equal(floats.Select(value => FloatWidening.FromBFloat16(FloatNarrowing.ToBFloat16(value))), Floats(file, "brain"));
        Assert.Equal(floats.Select(value => (double)value), file.ReadDoubles("full"));
        Assert.Equal(whole, file.ReadInt64("whole \"é\""));
        Assert.Equal([true, false, true], file.ReadBool("mask"));
        foreach (var entry in file.Entries.Values)
        {
            Assert.Equal(0, entry.Offset % entry.Type.Bytes());
        }
    }

    [Fact]
    public void Write_Header_IsPaddedWithSpacesToEightBytes()
    {
        using var folder = new TemporaryFolder();
        for (var length = 1; length <= 8; length++)
        {
            var path = folder.File("a.safetensors");
            SafetensorsWriter.Write(path, [TensorSource.Floats(new string('n', length), [1], new float[1])]);
            var bytes = File.ReadAllBytes(path);
            var header = BinaryPrimitives.ReadInt64LittleEndian(bytes);
            Assert.Equal(0, header % 8);
            Assert.Equal((byte)'{', bytes[8]);
            Assert.Equal(8 + header + 4, bytes.Length);
            Assert.EndsWith("}", System.Text.Encoding.UTF8.GetString(bytes, 8, (int)header).TrimEnd(' '));
        }
    }

    [Fact]
    public void Write_SourceThatFails_LeavesTheOldFileAndNoRemains()
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("a.safetensors");
        SafetensorsWriter.Write(path, [TensorSource.Floats("w", [1], new[] { 4f })]);
        Assert.Throws<InvalidTimeZoneException>(() => SafetensorsWriter.Write(
            path, [TensorSource.Floats("w", [1], (_, _) => throw new InvalidTimeZoneException())]));
        using var file = SafetensorsFile.Open(path);
        Assert.Equal([4f], Floats(file, "w"));
        Assert.False(File.Exists(path + ".tmp"));
    }

    [Fact]
    public void Write_IntoMissingFolder_SaysSo() => Assert.Contains(
        "cannot be written",
        Assert.Throws<HeedException>(() => SafetensorsWriter.Write(Path.Combine("nowhere", "a.safetensors"), [])).Message);

    [Fact]
    public void Write_SameNameTwice_IsRefused()
    {
        var tensor = TensorSource.Floats("w", [1], new float[1]);
        Assert.Throws<ArgumentException>(() => SafetensorsWriter.Write("unused", [tensor, tensor]));
    }

    [Fact]
    public void Floats_LengthOtherThanShape_IsRefused() =>
        Assert.Throws<ArgumentException>(() => TensorSource.Floats("w", [2, 3], new float[5]));

    private static float[] Floats(SafetensorsFile file, string name)
    {
        var values = new float[file.Entries[name].Count];
        file.ReadFloats(name, values);
        return values;
    }
}
