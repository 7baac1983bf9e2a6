using Heed.Prompts.Plans;

namespace Heed.Prompts.Runs;

/// <summary>A run with its rows: of all cells, or of those that were done when it stopped.</summary>
/// <param name="Id"><c>eval-XXX-2026-11-21T17:50:36</c>.</param>
/// <param name="Plan">What was to be run.</param>
/// <param name="Rows">What was done, by testIdx and promptIdx.</param>
public sealed record EvalRun(string Id, EvalPlan Plan, IReadOnlyList<RunRow> Rows)
{
    /// <summary>When it began.</summary>
    public required DateTimeOffset Started { get; init; }

    /// <summary>How long it took, in milliseconds.</summary>
    public double DurationMs { get; init; }

    /// <summary>The version of Heed.</summary>
    public required string Version { get; init; }
}
