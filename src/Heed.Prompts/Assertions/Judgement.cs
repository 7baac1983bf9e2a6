namespace Heed.Prompts.Assertions;

/// <summary>What all assertions of a case said together.</summary>
/// <param name="Pass">Whether the case passes.</param>
/// <param name="Score">The weighted mean.</param>
/// <param name="Reason">For people.</param>
/// <param name="Results">Each of them.</param>
/// <param name="NamedScores">By metric.</param>
/// <param name="IsError">Whether one could not be judged, so that the row is an error.</param>
public sealed record Judgement(
    bool Pass, double Score, string Reason, IReadOnlyList<AssertionResult> Results, IReadOnlyDictionary<string, double> NamedScores, bool IsError);
