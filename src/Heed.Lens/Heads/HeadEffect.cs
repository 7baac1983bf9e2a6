namespace Heed.Lens.Heads;

/// <summary>What a head, or a whole part of a layer, does for the answer.</summary>
/// <param name="Part">Which: <c>blocks.N.attn</c>, <c>blocks.N.mlp</c>.</param>
/// <param name="Layer">N.</param>
/// <param name="Head">Query head; null for the whole part.</param>
/// <param name="Direct">What it writes straight into the metric (direct logit attribution: Elhage et al. 2021), the norms behind it as they are; null where no such path leads to the answer.</param>
/// <param name="Total">What the metric loses without it: untouched minus ablated. Later layers repair (McGrath et al. 2023), so it may be smaller than the direct effect.</param>
public sealed record HeadEffect(string Part, int Layer, int? Head, float? Direct, float Total);
