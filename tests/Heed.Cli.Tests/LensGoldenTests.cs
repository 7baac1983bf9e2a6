using System.Text.Json;

namespace Heed.Cli.Tests;

/// <summary>The lens's commands on the reference models, each with a small tokenizer of words beside it.</summary>
public class LensGoldenTests
{
    private const string Prompt = "the cat saw the dog and the bird saw the", Other = "the dog saw the cat and the bird saw the";

    public static TheoryData<string> Models => ["gpt2-a", "llama-gqa", "t5-a"];

    [Theory]
    [MemberData(nameof(Models))]
    public void Why_EveryEdgeAndHeadHasItsConsequence(string name)
    {
        using var model = new GoldenModel(name);
        JsonElement root = CliRun.Of("why", Prompt, "--answer", "cat", "--other", "fox", "--check", "12", "--model", model.Path, "--json").Json();
        Assert.True(double.IsFinite(root.GetProperty("value").GetDouble()));
        JsonElement[] edges = [.. root.GetProperty("edges").EnumerateArray()];
        Assert.Equal(12, edges.Length);
        Assert.Contains(edges, edge => edge.GetProperty("measured").GetDouble() != 0);
        Assert.True(root.GetProperty("rank_correlation_with_measured").GetProperty("predicted").GetDouble() > 0.3);
        if (name == "t5-a")
            foreach (string attention in (string[])["encoder.blocks.0.attn", "decoder.blocks.0.attn", "decoder.blocks.1.cross"])
                Assert.Contains(root.GetProperty("heads").EnumerateArray(), head => head.GetProperty("part").GetString() == attention);
        Assert.Contains("rank correlation", CliRun.Of("why", Prompt, "--answer", "cat", "--check", "6", "--model", model.Path, "--no-color").AssertWell().Output);
    }

    [Theory]
    [MemberData(nameof(Models))]
    public void WhyAgainst_EveryPlaceHasItsShare_AndATokenThatIsTheSameHasNone(string name)
    {
        using var model = new GoldenModel(name);
        JsonElement root = CliRun.Of("why", Prompt, "--against", Other, "--answer", "cat", "--other", "fox", "--model", model.Path, "--json").Json();
        Assert.NotEqual(root.GetProperty("clean").GetDouble(), root.GetProperty("corrupt").GetDouble());
        JsonElement[] places = [.. root.GetProperty("positions").EnumerateArray()], tokens = [.. root.GetProperty("tokens").EnumerateArray()];
        Assert.Equal(0, places.Length % (name == "t5-a" ? 10 : 9)); // a causal model's from the first token that differs on
        foreach (JsonElement place in places.Where(place => place.GetProperty("layer").GetInt32() == 0))
        {
            JsonElement token = tokens[place.GetProperty("position").GetInt32()];
            bool same = token.GetProperty("text").GetString() == token.GetProperty("against").GetString();
            Assert.Equal(same, place.GetProperty("sufficient").GetDouble() == 0);
            Assert.Equal(same, place.GetProperty("necessary").GetDouble() == 1);
        }
    }

    [Fact]
    public void WhyAgainst_TheModelsOwnAnswers_NeedBeNoWords()
    {
        using var model = new GoldenModel("llama-gqa"); // answers with tokens that its small vocabulary has no words for
        JsonElement root = CliRun.Of("why", Prompt, "--against", Other, "--model", model.Path, "--json").Json();
        Assert.Matches(@"^logit\(.+\) − logit\(.+\)$", root.GetProperty("metric").GetString());
        Assert.True(root.GetProperty("clean").GetDouble() > 0);
        Assert.True(root.GetProperty("corrupt").GetDouble() < 0);
    }

    [Theory]
    [MemberData(nameof(Models))]
    public void AttendAndHeads_ReadTheText(string name)
    {
        using var model = new GoldenModel(name);
        JsonElement attend = CliRun.Of("attend", Prompt, "--from", "bird", "--answer", "cat", "--other", "fox", "--model", model.Path, "--json").Json();
        foreach (JsonElement head in attend.GetProperty("heads").EnumerateArray())
        {
            Assert.Equal(1, head.GetProperty("weights").EnumerateArray().Sum(weight => weight.GetDouble()), 1e-5);
            Assert.True(head.GetProperty("strongest")[0].TryGetProperty("measured", out _));
        }
        JsonElement all = CliRun.Of("attend", Prompt, "--answer", "cat", "--other", "fox", "--model", model.Path, "--json").Json();
        Assert.Equal(10, all.GetProperty("strongest").GetArrayLength());
        Assert.NotEmpty(CliRun.Of("heads", Prompt, "--model", model.Path, "--json").Json().EnumerateObject());
    }

    /// <summary>A copy of a reference model with a tokenizer of two dozen words.</summary>
    private sealed class GoldenModel : IDisposable
    {
        private static readonly string[] s_words =
            ["[UNK]", "</s>", "<s>", "the", "cat", "dog", "bird", "fox", "saw", "and", "a", "big", "small", "was", "is", "it", "who", "what", "house", "tree", "ran", "sat", "on", "in", "."];

        private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("heed-golden-");

        public GoldenModel(string name)
        {
            string source = System.IO.Path.Combine(GoldenFolder(), "models", name);
            foreach (string file in Directory.EnumerateFiles(source).Where(file => !System.IO.Path.GetFileName(file).StartsWith("expected", StringComparison.Ordinal)))
                File.Copy(file, System.IO.Path.Combine(_folder.FullName, System.IO.Path.GetFileName(file)));
            var vocabulary = s_words.Select((word, id) => $"\"{word}\": {id}");
            File.WriteAllText(System.IO.Path.Combine(_folder.FullName, "tokenizer.json"), $$"""
                {
                  "version": "1.0", "truncation": null, "padding": null, "added_tokens": [], "normalizer": null,
                  "pre_tokenizer": { "type": "Whitespace" }, "post_processor": null, "decoder": { "type": "WordPiece", "prefix": "##", "cleanup": false },
                  "model": { "type": "WordPiece", "unk_token": "[UNK]", "continuing_subword_prefix": "##", "max_input_chars_per_word": 100, "vocab": { {{string.Join(", ", vocabulary)}} } }
                }
                """);
        }

        public string Path => _folder.FullName;

        public void Dispose() => _folder.Delete(recursive: true);

        private static string GoldenFolder()
        {
            if (Environment.GetEnvironmentVariable("HEED_GOLDENS") is { Length: > 0 } named) return named;
            for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
                if (Directory.Exists(System.IO.Path.Combine(folder.FullName, "shared", "goldens"))) return System.IO.Path.Combine(folder.FullName, "shared", "goldens");
            Assert.Skip("The reference data (HEED_GOLDENS, or shared/goldens in a folder above the tests) is not here.");
            return "";
        }
    }
}
