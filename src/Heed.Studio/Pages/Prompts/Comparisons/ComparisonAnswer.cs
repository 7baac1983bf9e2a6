using Heed.Prompts.Comparisons;

namespace Heed.Studio.Pages.Prompts.Comparisons;

/// <summary>Two variants on the same cases.</summary>
/// <param name="A">The base.</param>
/// <param name="B">The other.</param>
/// <param name="Cases">Cases of both.</param>
/// <param name="OnlyA">Cases that only the base has; they are no part of the numbers.</param>
/// <param name="OnlyB">Cases that only the other has.</param>
/// <param name="Metrics">By each metric.</param>
/// <param name="Main">Which of them is said first.</param>
/// <param name="ChangeCount">Cases that changed.</param>
/// <param name="Changes">The first of them: those that got worse before those that got better.</param>
/// <param name="Notes">What a reader should know before believing the numbers.</param>
public sealed record ComparisonAnswer(
    SideAnswer A, SideAnswer B, int Cases, int OnlyA, int OnlyB, IReadOnlyList<MetricAnswer> Metrics, int Main, int ChangeCount,
    IReadOnlyList<ChangeAnswer> Changes,
    IReadOnlyList<string> Notes)
{
    private const int MostChanges = 300, MostMetrics = 64;

    internal static ComparisonAnswer Of(VariantComparison variant) => new(
        SideAnswer.Of(variant.A), SideAnswer.Of(variant.B), variant.Cases.Count, variant.OnlyA.Count, variant.OnlyB.Count,
        [.. variant.Metrics.Take(MostMetrics).Select(MetricAnswer.Of)],
        variant.Metrics.Index().First(one => one.Item == variant.Main).Index, variant.Changes.Count,
            [.. variant.Changes.Take(MostChanges).Select(ChangeAnswer.Of)], variant.Notes);
}
