using Heed.Lens.Positions;

namespace Heed.Studio.Pages.Position;

/// <summary>What was measured with the passage at one place.</summary>
/// <param name="Size">Tokens asked for, or passages.</param>
/// <param name="Place">Depth in percent, or the place among the passages.</param>
/// <param name="Tokens">Tokens of the prompt, the mean over the samples.</param>
/// <param name="SpanStart">The first token of the passage, the mean over the samples.</param>
/// <param name="Samples">Samples.</param>
/// <param name="Right">Share of right answers, 0 … 1.</param>
/// <param name="Margin">The answer's margin, in nats.</param>
/// <param name="Effect">What the margin changes by when attention to the passage is cut, in nats.</param>
/// <param name="Layer">The layer of the head that attends to the passage most.</param>
/// <param name="Head">That head.</param>
/// <param name="Attention">What it gives the passage, 0 … 1, the sink left out.</param>
/// <param name="LayerAttention">[L]: what the passage gets in each layer, the mean of its heads.</param>
/// <param name="Sink">What the sink gets, the mean over all heads.</param>
public sealed record PointAnswer(
    int Size, double Place, double Tokens, double SpanStart, int Samples, double Right, MeanAnswer Margin, MeanAnswer Effect, int Layer, int Head, double Attention,
    double[] LayerAttention, double Sink)
{
    internal static PointAnswer Of(PositionPoint point)
    {
        (int layer, int head, double share) = point.LargestHead;
        return new PointAnswer(
            point.Size, point.Place, point.Tokens, point.SpanStart, point.Samples, point.Right, MeanAnswer.Of(point.Margin), MeanAnswer.Of(point.Effect), layer, head, share,
            [.. Enumerable.Range(0, point.Attention.Count).Select(point.LayerAttention)], point.MeanSink);
    }
}
