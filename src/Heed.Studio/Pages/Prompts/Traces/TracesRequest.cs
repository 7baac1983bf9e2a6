namespace Heed.Studio.Pages.Prompts.Traces;

/// <summary>What traces are looked for: all that is said must hold.</summary>
/// <param name="Text">Stands in the input, the output or a variable, in any case of its letters.</param>
/// <param name="Prompt">The prompt's name.</param>
/// <param name="Version">The beginning of the hash of the prompt's version.</param>
/// <param name="Label">The label the version was found under.</param>
/// <param name="Model">The model as it was asked for.</param>
/// <param name="Run">The run.</param>
/// <param name="Tags">Tags it must have.</param>
/// <param name="Scores">Scores in bounds, such as <c>quality>=0.5</c>.</param>
/// <param name="Metadata">Metadata it must have, <c>NAME=VALUE</c>.</param>
/// <param name="Since">From this time on: 2026-11-21, 2026-11-21T14:30Z, or how long ago: 30min, 2h, 7d.</param>
/// <param name="Until">Before this time.</param>
/// <param name="LatencyAtLeast">The least milliseconds it took.</param>
/// <param name="LatencyAtMost">The most milliseconds it took.</param>
/// <param name="HasError">Whether something went wrong; either where left out.</param>
/// <param name="Skip">How many of the newest are passed over.</param>
/// <param name="Take">The most that are sent, up to 200.</param>
public sealed record TracesRequest(
    string? Text = null, string? Prompt = null, string? Version = null, string? Label = null, string? Model = null, string? Run = null,
        IReadOnlyList<string?>? Tags = null,
    IReadOnlyList<string?>? Scores = null, IReadOnlyList<string?>? Metadata = null, string? Since = null, string? Until = null,
        double? LatencyAtLeast = null, double? LatencyAtMost = null,
    bool? HasError = null, int Skip = 0, int Take = 50);
