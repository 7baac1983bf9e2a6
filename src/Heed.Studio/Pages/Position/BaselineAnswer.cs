using Heed.Lens.Positions;

namespace Heed.Studio.Pages.Position;

/// <summary>What the curve is held against.</summary>
/// <param name="Size">Tokens asked for, or passages; null for the oracle.</param>
/// <param name="Right">Share of right answers, 0 … 1.</param>
/// <param name="Margin">The answer's margin, in nats.</param>
public sealed record BaselineAnswer(int? Size, double Right, MeanAnswer Margin)
{
    internal static BaselineAnswer Of(PositionBaseline baseline) => new(baseline.Size, baseline.Right, MeanAnswer.Of(baseline.Margin));
}
