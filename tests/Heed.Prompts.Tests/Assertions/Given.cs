using System.Text.Json;
using Heed.Models;
using Heed.Models.Chat;
using Heed.Models.Tasks;
using Heed.Prompts.Answers;
using Heed.Prompts.Assertions;
using Heed.Prompts.Plans;

namespace Heed.Prompts.Tests.Assertions;

/// <summary>Assertions with outputs that are judged without a model, or with the built-in ones.</summary>
internal static class Given
{
    public static JsonElement Json(string json) => JsonDocument.Parse(json).RootElement;

    public static JsonElement Text(string text) => Json(JsonSerializer.Serialize(text, (System.Text.Json.Serialization.Metadata.JsonTypeInfo<string>)
        JsonSerializerOptions.Default.GetTypeInfo(typeof(string))));

    public static PlannedAssertion Assertion(string type, JsonElement value = default, double? threshold = null)
    {
        bool not = type.StartsWith("not-", StringComparison.Ordinal);
        return new PlannedAssertion(not ? type[4..] : type, new Place("test.yaml", 3, 7)) { Not = not, Value = value, Threshold = threshold };
    }

    public static AssertionContext Context(string output, IModels? models = null) => new(Assertion("equals"), output)
    {
        Answer = new Answer(output),
        Column = new PlannedColumn(0, new PlannedProvider("echo", "echo"), new PlannedPrompt("{{o}}", "{{o}}") { Id = "0" }),
        Case = new PlannedCase(0),
        Vars = new Dictionary<string, JsonElement> { ["o"] = Text(output) },
        Prompt = output,
        Models = models ?? new NoModels(),
        Folder = Path.GetTempPath(),
    };

    public static AssertionResult Judge(string type, string output, JsonElement value = default, double? threshold = null)
        => Judge(Assertion(type, value, threshold), output);

    public static AssertionResult Judge(PlannedAssertion assertion, string output, IModels? models = null)
    {
        AssertionContext context = Context(output, models);
        context = context with { Case = context.Case with { Assertions = [assertion] } };
        Judgement judged = Judging.Judge(context, [assertion]);
        // Comparisons of columns come in a second phase.
        return (judged.Results.Count > 0 ? judged : ColumnJudging.Judge([new ColumnAnswer(context, judged)])[0]).Results[0];
    }

    private sealed class NoModels : IModels
    {
        public LanguageModel Load(string name) => throw new HeedException($"no model {name}");

        public SentenceEmbedder LoadEmbedder(string? name) => throw new HeedException($"no embedder {name}");

        public ChatTemplate? LoadChatTemplate(string name) => null;

        public (string Model, string Tokenizer) Hashes(string? name) => ("", "");
    }
}
