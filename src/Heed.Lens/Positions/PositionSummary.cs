using Heed.Lens.Consequences;

namespace Heed.Lens.Positions;

/// <summary>What the curve of one size comes to, in a few numbers.</summary>
/// <param name="Size">Passages, or tokens asked for.</param>
/// <param name="Best">The point with the largest margin; the first of equal ones.</param>
/// <param name="Worst">The point with the smallest; the first of equal ones.</param>
/// <param name="Gap">The margin of the best minus that of the worst, in nats; 0 or more.</param>
/// <param name="GapError">√(e₁² + e₂²) of their standard errors, as if the points were independent; null for a single sample.</param>
/// <param name="EffectVaries">Whether the largest and the smallest effect are further apart than twice the error of their difference; null for a single
/// sample.</param>
/// <param name="Agreement">
/// Spearman's rank correlation, over the places of this size, of the largest head's attention to the span with what cutting the span costs: 1 where more
/// attention always goes
/// with more effect. Null for fewer than three places, or where one of the two never changes.
/// </param>
public sealed record PositionSummary(int Size, PositionPoint Best, PositionPoint Worst, double Gap, double? GapError, bool? EffectVaries, double? Agreement)
{
    /// <summary>
    /// Whether the gap is more than twice its error, so that the place can be said to matter; null for a single sample. The best and the worst of many
    /// places are some way apart by
    /// chance alone: repeat with more samples before believing a gap just above that.
    /// </summary>
    public bool? IsClear => GapError is { } error ? Gap > 2 * error : null;

    /// <summary>One for each size, in the order of the curves.</summary>
    /// <param name="result">Curves.</param>
    public static IReadOnlyList<PositionSummary> Of(PositionResult result) => [.. result.Points.GroupBy(point => point.Size).Select(size => Of([.. size]))];

    private static PositionSummary Of(PositionPoint[] points)
    {
        PositionPoint best = points.MaxBy(point => point.Margin.Mean)!, worst = points.MinBy(point => point.Margin.Mean)!;
        PositionPoint most = points.MinBy(point => point.Effect.Mean)!, least = points.MaxBy(point => point.Effect.Mean)!;
        double? error = Error(best.Margin, worst.Margin);
        bool? varies = Error(most.Effect, least.Effect) is { } spread ? least.Effect.Mean - most.Effect.Mean > 2 * spread : null;
        return new PositionSummary(
            points[0].Size, best, worst, best.Margin.Mean - worst.Margin.Mean, error, varies,
            RankCorrelation.Of([.. points.Select(point => (float)point.LargestHead.Share)], [.. points.Select(point => -(float)point.Effect.Mean)]));
    }

    private static double? Error(MeanAndError a, MeanAndError b) => a.Error is { } first && b.Error is { } second ? Math.Sqrt(first * first + second * second) : null;
}
