using System.Text.Json;
using Heed.Prompts.Assertions;
using Heed.Prompts.Plans;

namespace Heed.Prompts.Runs;

/// <summary>An assertion's result as it is written down; the assertion is named by its place among its siblings.</summary>
internal sealed record ResultRecord(int Assertion, Verdict Verdict, double Score, string Reason)
{
    public string? Metric { get; init; }

    public JsonElement? Value { get; init; }

    public JsonElement? Details { get; init; }

    public List<ResultRecord> Members { get; init; } = [];

    /// <summary>Writes results down.</summary>
    public static List<ResultRecord> Of(IReadOnlyList<AssertionResult> results, IReadOnlyList<PlannedAssertion> assertions)
        => [.. results.Select(result => new ResultRecord(Place(assertions, result.Assertion), result.Verdict, result.Score, result.Reason)
        {
            Metric = result.Metric, Value = RowRecord.Defined(result.Value), Details = RowRecord.Defined(result.Details), Members = Of(result.Members, result.Assertion.Members),
        })];

    /// <summary>The results again.</summary>
    public static IReadOnlyList<AssertionResult> Results(List<ResultRecord> records, IReadOnlyList<PlannedAssertion> assertions)
        => [.. records.Where(record => record.Assertion >= 0 && record.Assertion < assertions.Count).Select(record =>
            new AssertionResult(assertions[record.Assertion], record.Verdict, record.Score, record.Reason)
            {
                Metric = record.Metric, Value = record.Value ?? default, Details = record.Details ?? default,
                Members = Results(record.Members, assertions[record.Assertion].Members),
            })];

    private static int Place(IReadOnlyList<PlannedAssertion> assertions, PlannedAssertion assertion)
    {
        for (int i = 0; i < assertions.Count; i++)
            if (ReferenceEquals(assertions[i], assertion)) return i;
        return -1;
    }
}
