using Heed.Prompts.Runs;

namespace Heed.Prompts.Comparisons;

/// <summary>
/// How long an answer took, in milliseconds. Rows without an answer are left out, and those whose answer came from a cache, which took its time in another run. The columns of one run
/// take turns, case by case, and share what else the machine does; two runs do not, and their rows all differ by it at once.
/// </summary>
public sealed class LatencyMetric : IComparedMetric
{
    /// <inheritdoc/>
    public string Name => "latency";

    /// <inheritdoc/>
    public bool HigherIsBetter => false;

    /// <inheritdoc/>
    public bool IsQuality => false;

    /// <inheritdoc/>
    public bool NeedsOneRun => true;

    /// <inheritdoc/>
    public double? Of(RunRow row) => row.Answer is { Cached: false } answer && double.IsFinite(answer.LatencyMs) ? answer.LatencyMs : null;
}
