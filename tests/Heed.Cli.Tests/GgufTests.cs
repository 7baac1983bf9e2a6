using Heed.Models.Tests.Gguf;
using Heed.Numerics;

namespace Heed.Cli.Tests;

/// <summary>GGUF files as models, and <c>--weights</c>.</summary>
public sealed class GgufTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Model_GgufFile_IsReadEverywhere()
    {
        string file = Write("llama", StoredFormat.Float16);
        CliRun text = CliRun.Of("generate", "ab", "--model", file, "--max", "3").AssertWell();
        Assert.StartsWith("ab", text.Output);
        Assert.Equal(text.Output, CliRun.Of("generate", "ab", "--model", _folder.File("."), "--max", "3").AssertWell().Output);
        Assert.Contains("twin", CliRun.Of("attend", "abab", "--model", file, "--no-color").AssertWell().Output);
        Assert.StartsWith("1.000", CliRun.Of("embed", "ab", "ab", "--model", file).AssertWell().Output);
    }

    [Fact]
    public void Model_SeveralGgufFiles_AreNamed()
    {
        string file = Write("llama", StoredFormat.Float32);
        File.Copy(file, _folder.File("b.gguf"));
        CliRun.Of("generate", "ab", "--model", _folder.File("."))
            .AssertRefused("model: expected one GGUF file in", "there are 2", "b.gguf", "twin.gguf");
    }

    [Fact]
    public void Model_OtherFile_IsRefused()
    {
        File.WriteAllText(_folder.File("notes.txt"), new string('x', 100));
        CliRun.Of("generate", "ab", "--model", _folder.File("notes.txt")).AssertRefused("expected a GGUF file, which begins with \"GGUF\"");
    }

    [Fact]
    public void Weights_Int8_TellsTheErrorOnStandardError()
    {
        string file = Write("llama", StoredFormat.BFloat16);
        CliRun rounded = CliRun.Of("generate", "ab", "--model", file, "--max", "2", "--weights", "int8");
        Assert.Equal(0, rounded.Exit);
        Assert.Matches("^heed: [0-9]+ weights rounded to int8; error 0\\.[0-9]{2} % of the stored ones", rounded.Error);
        Assert.Contains("no weight was rounded to int8",
            CliRun.Of("generate", "ab", "--model", Write("llama", StoredFormat.Q8_0), "--max", "2", "--weights", "int8").Error);
    }

    [Fact]
    public void Weights_StoredAndFloat32_GiveTheSameText()
    {
        string file = Write("llama", StoredFormat.BFloat16);
        string stored = CliRun.Of("generate", "ab", "--model", file, "--max", "5", "--weights", "stored").AssertWell().Output;
        Assert.Equal(stored, CliRun.Of("generate", "ab", "--model", file, "--max", "5", "--weights", "float32").AssertWell().Output);
    }

    [Theory]
    [InlineData("generate")]
    [InlineData("attend")]
    [InlineData("fill")]
    [InlineData("classify")]
    [InlineData("embed")]
    public void Weights_OtherWord_IsRefused(string command)
        => CliRun.Of(command, "ab", "--model", "tiny-encoder", "--weights", "int4")
            .AssertRefused("weights: expected stored, int8, float32; got 'int4'.");

    [Fact]
    public void Cache_SixteenBits_ContinuesAndOtherWordsAreRefused()
    {
        string file = Write("llama", StoredFormat.Float32);
        string[] run = ["generate", "ab", "--model", file, "--max", "5", "--cache"];
        string whole = CliRun.Of([.. run, "float32"]).AssertWell().Output;
        foreach (string half in new[] { "float16", "bfloat16" })
            Assert.Equal(whole[..3], CliRun.Of([.. run, half]).AssertWell().Output[..3]);
        CliRun.Of([.. run, "int3"]).AssertRefused("cache: expected float32, float16, bfloat16; got 'int3'.");
    }

    private string Write(string name, StoredFormat format)
    {
        GgufWriter writer = new GgufTwin(GgufCase.All[name], format, _folder.File("twin")).Gguf;
        writer.Metadata.AddRange(GgufPieces.Small().Metadata);
        foreach (string table in new[] { "token_embd.weight", "output.weight" })
        {
            int at = writer.Tensors.FindIndex(tensor => tensor.Name == table);
            byte[] bytes = writer.Tensors[at].Bytes;
            writer.Tensors[at] = (table, [GgufPieces.Count, 32], format, bytes[..(bytes.Length / GgufTwin.Vocabulary * GgufPieces.Count)]);
        }
        File.WriteAllBytes(_folder.File("twin.gguf"), writer.ToBytes());
        return _folder.File("twin.gguf");
    }
}
