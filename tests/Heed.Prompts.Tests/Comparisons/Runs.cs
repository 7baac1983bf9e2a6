using System.Text.Json;
using Heed.Prompts.Answers;
using Heed.Prompts.Plans;
using Heed.Prompts.Runs;

namespace Heed.Prompts.Tests.Comparisons;

/// <summary>Runs of a single column, made of passes and scores.</summary>
internal static class Runs
{
    /// <summary>A run: a case for each score, which passes from 0.5 on.</summary>
    public static EvalRun Of(string id, IEnumerable<double> scores, Func<int, RunRow, RunRow>? change = null, string label = "prompt",
        string provider = "echo", double? temperature = null)
    {
        var column = new PlannedColumn(0, new PlannedProvider(provider, provider)
        {
            Model = provider.StartsWith("heed:") ? provider : null,
            Config = temperature is { } t ? JsonElement.Parse($"{{\"temperature\":{t}}}") : default,
        }, new PlannedPrompt("Say {{n}}", label) { Id = label });
        RunRow[] rows = [.. scores.Select((score, i) =>
        {
            RunRow row = Row(Case(i, i), column, score);
            return change is null ? row : change(i, row);
        })];
        return Of(id, [column], rows);
    }

    public static EvalRun Of(string id, IReadOnlyList<PlannedColumn> columns, IReadOnlyList<RunRow> rows)
        => new(id, new EvalPlan("/", columns, [.. rows.Select(row => row.Case).DistinctBy(test => test.Index)]), rows) { Started = DateTimeOffset.UnixEpoch,
            Version = "0.1.0" };

    public static PlannedCase Case(int index, int n) => new(index) { Vars = new Dictionary<string, JsonElement> { ["n"] = JsonElement.Parse($"{n}") },
        Test = index };

    public static RunRow Row(PlannedCase test, PlannedColumn column, double score) => new(test, column)
    {
        Id = $"{test.Index}", Vars = test.Vars, Prompt = "p", Answer = new Answer($"scored {score}") { LatencyMs = 10 }, Output = JsonElement.Parse("\"o\""),
            Score = score,
        Failure = score >= 0.5 ? FailureReason.None : FailureReason.Assertion, Reason = "r", LatencyMs = 10,
    };

    /// <summary>Scores of 1 and 0: so many that both pass, only A, only B, neither.</summary>
    public static (double[] A, double[] B) Table(int both, int onlyA, int onlyB, int neither) => (
        [.. Enumerable.Repeat(1.0, both + onlyA), .. Enumerable.Repeat(0.0, onlyB + neither)],
        [.. Enumerable.Repeat(1.0, both), .. Enumerable.Repeat(0.0, onlyA), .. Enumerable.Repeat(1.0, onlyB), .. Enumerable.Repeat(0.0, neither)]);
}
