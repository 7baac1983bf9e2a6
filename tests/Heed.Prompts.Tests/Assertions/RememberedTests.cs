using System.Text.Json;
using Heed.Models;
using Heed.Models.Chat;
using Heed.Models.Tasks;
using Heed.Prompts.Answers;
using Heed.Prompts.Assertions;
using Heed.Prompts.Plans;
using Heed.Prompts.Runs;

namespace Heed.Prompts.Tests.Assertions;

/// <summary>What judges, embedders and looks inside compute is computed once for the same words and the same model.</summary>
public sealed class RememberedTests
{
    private const string Prompt = "{{#span ask}}The export failed after the last release.{{/span}} How do I fix it? Fix the";

    private static readonly PlannedAssertion[] s_all =
    [
        One("similar", "\"the export\"") with { Threshold = 0.1 },
        One("similar:dot", "\"the export\"") with { Threshold = 0.1 },
        One("llm-rubric", "\"names a thing\"") with { Grader = Plans.Json("\"heed:tiny-decoder\""), Threshold = 0 },
        One("heed:margin", "\"export\"", """{"other": "integration"}"""),
        One("heed:span-effect", "\"export\"", """{"span": "ask"}"""),
        One("heed:decision-layer", "\"export\""),
    ];

    [Fact]
    public void Judge_Again_AsksNoModel_AndSaysTheSame()
    {
        using var folder = new TemporaryFolder();
        using var models = new Counted();
        string[] first = Run(models, folder, "export"), second = Run(models, folder, "export");
        Assert.Equal(first, second);
        Assert.NotEqual(0, models.Loads[0]);
        Assert.Equal(0, models.Loads[1]);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("[\"x\", 1]")]
    [InlineData("7")]
    [InlineData("{ half")]
    public void Judge_DamagedCache_ComputesAnew(string damage)
    {
        using var folder = new TemporaryFolder();
        using var models = new Counted();
        string[] first = Run(models, folder, "export");
        foreach (string file in Directory.EnumerateFiles(folder.File("cache"), "*.json", SearchOption.AllDirectories)) File.WriteAllText(file, damage);
        Assert.Equal(first, Run(models, folder, "export"));
        Run(models, folder, "export");
        Assert.NotEqual(0, models.Loads[1]);
        Assert.Equal(0, models.Loads[2]);
    }

    [Fact]
    public void Judge_OtherWordsOrKeys_AsksAgain()
    {
        using var folder = new TemporaryFolder();
        using var models = new Counted();
        Run(models, folder, "export");
        string[] other = Run(models, folder, "release"), changed = Run(models, folder, "export", One("heed:margin", "\"release\"", """{"other": "integration"}"""));
        Assert.NotEqual(0, models.Loads[1]);
        Assert.NotEqual(0, models.Loads[2]);
        using var apart = new TemporaryFolder();
        Assert.Equal(Run(models, apart, "release"), other);
        Assert.Contains("release", Assert.Single(changed));
    }

    private static PlannedAssertion One(string type, string value, string config = "{}")
        => new(type, new Place("c.yaml", 1, 1)) { Value = Plans.Json(value), Config = Plans.Json(config) };

    private static string[] Run(Counted models, TemporaryFolder folder, string output, params PlannedAssertion[] assertions)
    {
        models.Loads.Add(0);
        var planned = Plans.Case(0) with { ProviderOutput = Plans.Json($"\"{output}\""), Assertions = assertions.Length > 0 ? assertions : s_all };
        var options = new EvalOptions { Cache = new AnswerCache(folder.File("cache")) };
        RunRow row = new EvalRunner(models, options).Run(Plans.Of(Plans.Model("tiny-decoder"), [Prompt], planned), null, cancellation: TestContext.Current.CancellationToken).Rows[0];
        Assert.All(row.Results, result => Assert.True(result.Verdict is Verdict.Pass or Verdict.Fail, result.Reason));
        return [.. row.Results.Select(result => $"{result.Assertion.Type} {result.Verdict} {result.Score:R} {result.Reason} {Raw(result.Details)}")];
    }

    private static string Raw(JsonElement json) => json.ValueKind == JsonValueKind.Undefined ? "" : json.GetRawText();

    private sealed class Counted : IModels, IDisposable
    {
        private readonly Heed.Prompts.Answers.LocalModels _models = new(name => new ModelLocation(Repository.Model(name)), "tiny-encoder");

        public List<int> Loads { get; } = [];

        public LanguageModel Load(string name) => Counts(_models.Load(name));

        public SentenceEmbedder LoadEmbedder(string? name) => Counts(_models.LoadEmbedder(name));

        public ChatTemplate? LoadChatTemplate(string name) => _models.LoadChatTemplate(name);

        public (string Model, string Tokenizer) Hashes(string? name) => _models.Hashes(name);

        public void Dispose() => _models.Dispose();

        private T Counts<T>(T found)
        {
            Loads[^1]++;
            return found;
        }
    }
}
