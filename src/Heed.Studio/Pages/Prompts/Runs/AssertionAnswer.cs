using System.Text.Json;
using Heed.Prompts.Assertions;

namespace Heed.Studio.Pages.Prompts.Runs;

/// <summary>What an assertion said.</summary>
/// <param name="Type">Its type, with <c>not-</c> where it is turned round.</param>
/// <param name="Verdict"><c>pass</c>, <c>fail</c>, <c>error</c> or <c>unsupported</c>.</param>
/// <param name="Score">Its score.</param>
/// <param name="Weight">Its weight.</param>
/// <param name="Threshold">Its limit; null where the file gives none.</param>
/// <param name="Metric">What its score is summed up under; null for nothing.</param>
/// <param name="Value">What was expected; empty for nothing.</param>
/// <param name="Reason">Why.</param>
/// <param name="Details">The numbers behind it; null for none.</param>
/// <param name="Studio">Where the studio shows the same: the part of an address behind <c>#</c>; null where there is none.</param>
/// <param name="Members">Of a set what its members said.</param>
public sealed record AssertionAnswer(
    string Type, string Verdict, double? Score, double? Weight, double? Threshold, string? Metric, string Value, string Reason, JsonElement? Details,
    string? Studio,
    IReadOnlyList<AssertionAnswer> Members)
{
    internal static AssertionAnswer Of(AssertionResult result)
    {
        JsonElement value = result.Value.ValueKind == JsonValueKind.Undefined ? result.Assertion.Value : result.Value;
        bool hasDetails = result.Details.ValueKind == JsonValueKind.Object;
        string? studio = hasDetails && result.Details.TryGetProperty("studio", out JsonElement link) && link.ValueKind == JsonValueKind.String
            ? link.GetString() : null;
        return new(
            (result.Assertion.Not ? "not-" : "") + result.Assertion.Type,
            result.Verdict switch { Heed.Prompts.Assertions.Verdict.Pass => "pass", Heed.Prompts.Assertions.Verdict.Fail => "fail",
                Heed.Prompts.Assertions.Verdict.Error => "error", _ => "unsupported" },
            SentText.Finite(result.Score), SentText.Finite(result.Assertion.Weight), result.Assertion.Threshold is { } threshold
                ? SentText.Finite(threshold) : null, result.Metric,
            value.ValueKind == JsonValueKind.Undefined ? "" : SentText.Brief(value, 2000), SentText.Brief(result.Reason, 4000), hasDetails ? result.Details
                : null, SentText.Link(studio),
            [.. result.Members.Select(Of)]);
    }
}
