using Heed.Prompts.Runs;

namespace Heed.Prompts.Comparisons;

/// <summary>How long an answer took when it was computed, in milliseconds; of answers from a cache too. Rows without an answer are left out.</summary>
public sealed class LatencyMetric : IComparedMetric
{
    /// <inheritdoc/>
    public string Name => "latency";

    /// <inheritdoc/>
    public bool HigherIsBetter => false;

    /// <inheritdoc/>
    public bool IsQuality => false;

    /// <inheritdoc/>
    public double? Of(RunRow row) => row.Answer is { } answer && double.IsFinite(answer.LatencyMs) ? answer.LatencyMs : null;
}
