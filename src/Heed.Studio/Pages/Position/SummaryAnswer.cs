using Heed.Lens.Positions;

namespace Heed.Studio.Pages.Position;

/// <summary>What the curve of one size comes to.</summary>
/// <param name="Size">Tokens asked for, or passages.</param>
/// <param name="BestPlace">Where the margin is largest.</param>
/// <param name="Best">That margin, in nats.</param>
/// <param name="WorstPlace">Where it is smallest.</param>
/// <param name="Worst">That margin, in nats.</param>
/// <param name="Gap">The difference, in nats.</param>
/// <param name="GapError">Its standard error; null for a single sample.</param>
/// <param name="IsClear">Whether the gap is more than twice its error; null for a single sample.</param>
/// <param name="EffectVaries">Whether the largest and the smallest effect of cutting are further apart than twice the error of that; null for a single sample.</param>
/// <param name="Agreement">Rank correlation of attention with effect over the places, −1 … 1; null where one of them never changes.</param>
public sealed record SummaryAnswer(int Size, double BestPlace, double Best, double WorstPlace, double Worst, double Gap, double? GapError, bool? IsClear, bool? EffectVaries, double? Agreement)
{
    internal static SummaryAnswer Of(PositionSummary summary) => new(
        summary.Size, summary.Best.Place, summary.Best.Margin.Mean, summary.Worst.Place, summary.Worst.Margin.Mean, summary.Gap, summary.GapError, summary.IsClear, summary.EffectVaries, summary.Agreement);
}
