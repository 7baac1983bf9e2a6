using Heed.Prompts.Statistics;

namespace Heed.Prompts.Comparisons;

/// <summary>Two variants by one metric, on the cases where both have it; repeats are averaged within a case.</summary>
/// <param name="Metric">The metric.</param>
/// <param name="Cases">How many cases.</param>
/// <param name="MeanA">Of the base.</param>
/// <param name="MeanB">Of the other.</param>
/// <param name="Delta">MeanB − MeanA: for a share 0.02 is two points, for latency milliseconds.</param>
public sealed record MetricComparison(IComparedMetric Metric, int Cases, double MeanA, double MeanB, double Delta)
{
    /// <summary>How many cases pass with both, one or neither; null unless every case is 0 or 1 with both.</summary>
    public PairedTable? Table { get; init; }

    /// <summary>Of the delta; null for too few cases.</summary>
    public Interval? Interval { get; init; }

    /// <summary>The two-sided p that nothing differs; null for too few cases.</summary>
    public double? P { get; init; }

    /// <summary>The same after Holm, over all variants and metrics of the comparison that judge answers; for latency over all variants.</summary>
    public double? AdjustedP { get; init; }

    /// <summary>What was computed; empty for too few cases.</summary>
    public string Method { get; init; } = "";

    /// <summary>The verdict.</summary>
    public Preference Verdict { get; init; } = Preference.TooFew;

    /// <summary>
    /// Where there is no verdict: about how many cases would show a difference as large as the one seen with the wished-for power; null where none is seen.
    /// What is seen by chance is often larger than what is there: take it as the least.
    /// </summary>
    public int? CasesNeeded { get; init; }

    /// <summary>The smallest difference that so many cases would show with the wished-for power; null where nothing spreads.</summary>
    public double? Detectable { get; init; }
}
