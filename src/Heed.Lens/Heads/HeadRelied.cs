using Heed.Lens.Positions;

namespace Heed.Lens.Heads;

/// <summary>What right answers lose without a head, the mean over sentences.</summary>
/// <param name="Part">Which attention: <c>blocks.N.attn</c>.</param>
/// <param name="Layer">N.</param>
/// <param name="Head">Query head.</param>
/// <param name="Total">The metric with the head minus without it, in logits: above 0 where it helps. With its standard error.</param>
/// <param name="Direct">What it writes straight into the metric.</param>
public sealed record HeadRelied(string Part, int Layer, int Head, MeanAndError Total, double Direct)
{
    /// <summary>Whether <see cref="Total"/> is further from 0 than twice its error; null for a single sentence.</summary>
    public bool? IsClear => Total.Error is { } error ? Math.Abs(Total.Mean) > 2 * error : null;
}
