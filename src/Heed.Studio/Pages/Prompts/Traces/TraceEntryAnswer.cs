using Heed.Prompts.Traces;
using Heed.Prompts.Versions;

namespace Heed.Studio.Pages.Prompts.Traces;

/// <summary>A trace in a list of them.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Started">When it began.</param>
/// <param name="Prompt">The prompt's name; null where it has none.</param>
/// <param name="Version">What people see of the hash of its version; null for none.</param>
/// <param name="Label">The label it was found under; null for none.</param>
/// <param name="Model">The model as it was asked for.</param>
/// <param name="LatencyMs">Milliseconds it took.</param>
/// <param name="Input">The beginning of the input.</param>
/// <param name="Output">The beginning of the output.</param>
/// <param name="Error">The beginning of what went wrong; null for nothing.</param>
/// <param name="Passed">Whether it passed its assertions; null where it was held to none.</param>
/// <param name="Tags">For people.</param>
public sealed record TraceEntryAnswer(
    string Id, DateTimeOffset Started, string? Prompt, string? Version, string? Label, string Model, double? LatencyMs, string Input, string Output,
    string? Error, bool? Passed,
    IReadOnlyList<string> Tags)
{
    private const int MostTags = 20;

    internal static TraceEntryAnswer Of(Trace trace) => new(
        trace.Id, trace.Started, trace.PromptName is { } prompt ? SentText.Brief(prompt, 80) : null, trace.PromptVersion is { } version
            ? PromptVersion.Short(version) : null, trace.Label,
        SentText.Brief(trace.Model, 80), SentText.Finite(trace.LatencyMs), SentText.Brief(trace.Input), SentText.Brief(trace.Output),
        trace.Error is { } error ? SentText.Brief(error) : null,
        trace.Scores.TryGetValue("pass", out double passed) ? passed == 1 : null, [.. trace.Tags.Take(MostTags)]);
}
