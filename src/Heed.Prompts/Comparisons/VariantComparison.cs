using Heed.Prompts.Plans;

namespace Heed.Prompts.Comparisons;

/// <summary>A variant beside its base, case by case.</summary>
/// <param name="A">The base.</param>
/// <param name="B">The other.</param>
/// <param name="Cases">Cases of both.</param>
/// <param name="Metrics">By each metric.</param>
/// <param name="Changes">Cases that changed.</param>
public sealed record VariantComparison(
    ComparedVariant A, ComparedVariant B, IReadOnlyList<ComparedCase> Cases, IReadOnlyList<MetricComparison> Metrics, IReadOnlyList<ChangedCase> Changes)
{
    /// <summary>Cases that only the base has; they are no part of the numbers.</summary>
    public IReadOnlyList<PlannedCase> OnlyA { get; init; } = [];

    /// <summary>Cases that only the other has; they are no part of the numbers.</summary>
    public IReadOnlyList<PlannedCase> OnlyB { get; init; } = [];

    /// <summary>What a reader should know before believing the numbers.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>By pass rate; by the first metric there is, where pass rate was not asked for.</summary>
    public MetricComparison Main => Metrics.FirstOrDefault(metric => metric.Metric is PassRateMetric) ?? Metrics[0];
}
