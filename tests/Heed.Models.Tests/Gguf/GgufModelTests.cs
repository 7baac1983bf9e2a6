using Heed.Autograd;
using Heed.Models.Weights;
using Heed.Numerics;

namespace Heed.Models.Tests.Gguf;

public class GgufModelTests
{
    public static TheoryData<string, StoredFormat> Models
    {
        get
        {
            var data = new TheoryData<string, StoredFormat>();
            foreach (string name in GgufCase.All.Keys) data.Add(name, StoredFormat.Float32);
            foreach (StoredFormat format in Enum.GetValues<StoredFormat>())
                foreach (string name in format == StoredFormat.Float32 ? [] : new[] { "llama", "gemma2", "gpt2" }) data.Add(name, format);
            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Models))]
    public void Load_Converted_GivesTheFoldersNumbers(string name, StoredFormat format)
    {
        using var folder = new TemporaryFolder();
        var twin = new GgufTwin(GgufCase.All[name], format, folder.File("twin"));
        File.WriteAllBytes(folder.File("twin.gguf"), twin.Gguf.ToBytes());
        using LanguageModel expected = ModelFolder.Load(folder.File("twin"));
        foreach (WeightUse use in new[] { WeightUse.AsStored, WeightUse.Own })
        {
            using LanguageModel actual = ModelFolder.Load(folder.File("twin.gguf"), new LoadOptions { Weights = use });
            Assert.Equal("twin", actual.Name);
            Assert.Equal(expected.Architecture, actual.Architecture);
            foreach (int length in new[] { 6, 13 })
                AssertSame(Numbers(expected.Transformer, length), Numbers(actual.Transformer, length), $"{name} {use} {length}");
        }
    }

    [Fact]
    public void Load_RopeDivisors_AreHonoured()
    {
        using var folder = new TemporaryFolder();
        var twin = new GgufTwin(GgufCase.All["llama-3.1"], StoredFormat.Float32, folder.File("twin"));
        File.WriteAllBytes(folder.File("with.gguf"), twin.Gguf.ToBytes());
        twin.Gguf.Tensors.RemoveAll(tensor => tensor.Name == "rope_freqs.weight");
        File.WriteAllBytes(folder.File("without.gguf"), twin.Gguf.ToBytes());
        using LanguageModel with = ModelFolder.Load(folder.File("with.gguf")), without = ModelFolder.Load(folder.File("without.gguf"));
        Assert.NotEqual(Numbers(with.Transformer, 13), Numbers(without.Transformer, 13));
    }

    [Fact]
    public void Load_HeadOnceMore_IsRead()
    {
        using var folder = new TemporaryFolder();
        var twin = new GgufTwin(GgufCase.All["gpt2"], StoredFormat.Float32, folder.File("twin"));
        (_, long[] shape, StoredFormat format, byte[] bytes) = twin.Gguf.Tensors.Single(tensor => tensor.Name == "token_embd.weight");
        twin.Gguf.Tensors.Add(("output.weight", shape, format, bytes));
        File.WriteAllBytes(folder.File("twin.gguf"), twin.Gguf.ToBytes());
        using LanguageModel expected = ModelFolder.Load(folder.File("twin")), actual = ModelFolder.Load(folder.File("twin.gguf"));
        AssertSame(Numbers(expected.Transformer, 9), Numbers(actual.Transformer, 9), "gpt2");
    }

    [Fact]
    public void Load_Int8_TellsItsErrorAndStaysClose()
    {
        using var folder = new TemporaryFolder();
        var twin = new GgufTwin(GgufCase.All["llama"], StoredFormat.BFloat16, folder.File("twin"));
        File.WriteAllBytes(folder.File("twin.gguf"), twin.Gguf.ToBytes());
        using LanguageModel rounded = ModelFolder.Load(folder.File("twin.gguf"), new LoadOptions { Weights = WeightUse.Int8 });
        using LanguageModel stored = ModelFolder.Load(folder.File("twin.gguf"));
        Assert.InRange(rounded.Transformer.Rounding!.Relative, 1e-4, 0.01);
        Assert.Null(stored.Transformer.Rounding);
    }

    [Fact]
    public void Load_FolderWithOneFile_ReadsItAndNamesSeveral()
    {
        using var folder = new TemporaryFolder();
        var twin = new GgufTwin(GgufCase.All["llama"], StoredFormat.Float32, folder.File("twin"));
        Directory.CreateDirectory(folder.File("snapshot"));
        File.WriteAllText(folder.File("snapshot/config.json"), "{}");
        File.WriteAllBytes(folder.File("snapshot/a-Q8_0.gguf"), twin.Gguf.ToBytes());
        using (LanguageModel model = ModelFolder.Load(folder.File("snapshot"))) Assert.Equal(4, model.Transformer.Blueprint.Heads);
        File.WriteAllBytes(folder.File("snapshot/b-Q4_0.gguf"), twin.Gguf.ToBytes());
        string message = Assert.Throws<HeedException>(() => ModelFolder.Load(folder.File("snapshot"))).Message;
        Assert.Contains("there are 2", message);
        Assert.Contains("a-Q8_0.gguf", message);
        Assert.Contains("b-Q4_0.gguf", message);
    }

    [Fact]
    public void Save_GgufModel_IsRefused()
    {
        using var folder = new TemporaryFolder();
        var twin = new GgufTwin(GgufCase.All["llama"], StoredFormat.Float32, folder.File("twin"));
        File.WriteAllBytes(folder.File("twin.gguf"), twin.Gguf.ToBytes());
        using LanguageModel model = ModelFolder.Load(folder.File("twin.gguf"));
        Assert.Contains("cannot be written", Assert.Throws<HeedException>(() => ModelFolder.Save(folder.File("saved"), model)).Message);
        Assert.False(Directory.Exists(folder.File("saved")));
    }

    /// <summary>Logits of decoders, states of encoders.</summary>
    private static float[] Numbers(Transformer model, int length)
    {
        int[] ids = [.. Enumerable.Range(0, length).Select(i => (i * 7 + 3) % GgufTwin.Vocabulary)];
        using var tape = new Tape(recording: false);
        Tensor hidden = model.Hidden(tape, new TokenBatch(ids));
        return (model.Blueprint.Head == ModelHead.Language ? model.TokenLogits(tape, hidden) : hidden).Span.ToArray();
    }

    private static void AssertSame(float[] expected, float[] actual, string what)
    {
        Assert.Equal(expected.Length, actual.Length);
        float largest = expected.Max(MathF.Abs), error = expected.Zip(actual, (a, b) => MathF.Abs(a - b)).Max();
        Assert.True(largest > 0.1f && float.IsFinite(largest), $"{what}: largest {largest}");
        Assert.True(error <= 2e-5f * largest, $"{what}: error {error} of {largest}");
    }
}
