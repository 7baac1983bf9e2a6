using Heed.Lens.Heads;

namespace Heed.Studio.Pages.Why;

/// <summary>What a head, or a part of a layer, does for the answer.</summary>
/// <param name="Part">Which: <c>blocks.N.attn</c>, <c>blocks.N.mlp</c>.</param>
/// <param name="Layer">N.</param>
/// <param name="Head">Query head; null for the whole part.</param>
/// <param name="Direct">What it writes straight into the metric; null where no such path leads to the answer.</param>
/// <param name="Total">What the metric loses without it, its mean over the text in its place: positive where the answer rests on it.</param>
public sealed record WhyHead(string Part, int Layer, int? Head, float? Direct, float Total)
{
    /// <summary>For pages.</summary>
    internal static WhyHead Of(HeadEffect effect) => new(effect.Part, effect.Layer, effect.Head, effect.Direct, effect.Total);
}
