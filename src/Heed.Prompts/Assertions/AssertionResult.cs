using System.Text.Json;
using Heed.Prompts.Plans;

namespace Heed.Prompts.Assertions;

/// <summary>What an assertion said of an answer.</summary>
/// <param name="Assertion">The assertion.</param>
/// <param name="Verdict">What became of it.</param>
/// <param name="Score">Usually 0 to 1.</param>
/// <param name="Reason">For people.</param>
public sealed record AssertionResult(PlannedAssertion Assertion, Verdict Verdict, double Score, string Reason)
{
    /// <summary>Its metric's name, rendered; null for none.</summary>
    public string? Metric { get; init; }

    /// <summary>Its value, rendered and read from its file; undefined where there is none.</summary>
    public JsonElement Value { get; init; }

    /// <summary>Scores it names itself, as code may; empty for none.</summary>
    public IReadOnlyDictionary<string, double> NamedScores { get; init; } = new Dictionary<string, double>();

    /// <summary>Of an assert-set what its members said.</summary>
    public IReadOnlyList<AssertionResult> Members { get; init; } = [];

    /// <summary>Numbers behind the verdict, for reports (those of <c>heed:</c> assertions); undefined for none.</summary>
    public JsonElement Details { get; init; }
}
