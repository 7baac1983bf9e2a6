using Heed.Prompts.Comparisons;

namespace Heed.Studio.Pages.Prompts.Comparisons;

/// <summary>Two variants by one metric.</summary>
/// <param name="Name"><c>pass-rate</c>, <c>score</c>, <c>latency</c>, or that of assertions.</param>
/// <param name="IsTime">Whether it counts milliseconds.</param>
/// <param name="HigherIsBetter">Whether more is better.</param>
/// <param name="Cases">Cases where both have it.</param>
/// <param name="A">The base's mean.</param>
/// <param name="B">The other's.</param>
/// <param name="Delta">B less A.</param>
/// <param name="Low">Its interval's lower bound, 95 %; null for too few cases.</param>
/// <param name="High">Its upper bound.</param>
/// <param name="P">The two-sided p that nothing differs; null for too few cases.</param>
/// <param name="AdjustedP">The same after Holm.</param>
/// <param name="Method">What was computed; empty for too few cases.</param>
/// <param name="Verdict"><c>better</c>, <c>worse</c>, <c>inconclusive</c>, <c>too_few</c> or, of a time in two runs, <c>needs_one_run</c>, of B beside A.</param>
/// <param name="CasesNeeded">About how many cases would decide it; null where nothing is to be said.</param>
/// <param name="Detectable">The smallest difference that so many cases would show; null where nothing spreads.</param>
/// <param name="Passes">Cases by who passes them; null where the metric is no pass or fail.</param>
public sealed record MetricAnswer(
    string Name, bool IsTime, bool HigherIsBetter, int Cases, double? A, double? B, double? Delta, double? Low, double? High, double? P, double? AdjustedP,
    string Method, string Verdict,
    int? CasesNeeded, double? Detectable, PairsAnswer? Passes)
{
    internal static MetricAnswer Of(MetricComparison metric) => new(
        metric.Metric.Name, metric.Metric is LatencyMetric, metric.Metric.HigherIsBetter, metric.Cases, SentText.Finite(metric.MeanA),
        SentText.Finite(metric.MeanB),
        SentText.Finite(metric.Delta), Finite(metric.Interval?.Low), Finite(metric.Interval?.High), Finite(metric.P), Finite(metric.AdjustedP), metric.Method,
        metric.Verdict.Name(),
        metric.CasesNeeded, Finite(metric.Detectable), metric.Table is { } table ? new PairsAnswer(table.Both, table.OnlyA, table.OnlyB, table.Neither) : null);

    private static double? Finite(double? value) => value is { } number ? SentText.Finite(number) : null;
}
