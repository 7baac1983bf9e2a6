using System.Text.Json;
using Heed.Prompts.Assertions;

namespace Heed.Prompts.Tests.Assertions;

/// <summary>What promptfoo 0.118.17 gave for outputs and assertions of our own (facts.json), and where Heed gives something else on purpose.</summary>
public sealed class FactsTests
{
    private static readonly JsonElement s_facts = Given.Json(File.ReadAllText(
        Path.Combine(Repository.Root, "tests", "Heed.Prompts.Tests", "Assertions", "facts.json")));

    public static TheoryData<string> Types => [.. s_facts.EnumerateArray().Select(fact => fact.GetProperty("type").GetString()!).Distinct()];

    [Theory, MemberData(nameof(Types))]
    public void Judge_Facts_AreThoseOfPromptfoo(string type)
    {
        string[] wrong = [.. s_facts.EnumerateArray().Where(fact => fact.GetProperty("type").GetString() == type).Select(Difference).OfType<string>()];
        Assert.True(wrong.Length == 0, string.Join('\n', wrong));
    }

    private static string? Difference(JsonElement fact)
    {
        JsonElement value = fact.TryGetProperty("value", out JsonElement v) ? v : default;
        double? threshold = fact.TryGetProperty("threshold", out JsonElement t) ? t.GetDouble() : null;
        AssertionResult result = Given.Judge(fact.GetProperty("type").GetString()!, fact.GetProperty("output").GetString()!, value, threshold);
        string expected = fact.TryGetProperty("heed", out JsonElement own) ? own.GetString()! : fact.GetProperty("is").GetString()!;
        bool sameScore = !fact.TryGetProperty("score", out JsonElement score) || score.ValueKind != JsonValueKind.Number || fact.TryGetProperty("heed", out _)
            || Math.Abs(score.GetDouble() - result.Score) <= 1e-12 * Math.Max(1, Math.Abs(score.GetDouble()));
        return result.Verdict.ToString().Equals(expected, StringComparison.OrdinalIgnoreCase) && sameScore ? null
            : $"{fact.GetRawText()} gave {result.Verdict} {result.Score}: {result.Reason}";
    }
}
