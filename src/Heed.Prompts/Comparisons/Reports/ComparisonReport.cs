using Heed.Prompts.Reasons;

namespace Heed.Prompts.Comparisons.Reports;

/// <summary>A comparison with its reasons, as files of it hold them.</summary>
/// <param name="Comparison">The comparison.</param>
/// <param name="Reasons">Of each variant why its cases changed; empty where that was not asked for.</param>
public sealed record ComparisonReport(RunComparison Comparison, IReadOnlyList<VariantReason> Reasons);
