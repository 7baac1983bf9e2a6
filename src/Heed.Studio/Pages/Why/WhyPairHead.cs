namespace Heed.Studio.Pages.Why;

/// <summary>What one head contributes to the attention between two words.</summary>
/// <param name="Attention">Which: <c>blocks.N.attn</c>.</param>
/// <param name="Layer">N.</param>
/// <param name="Head">Query head.</param>
/// <param name="Weight">Its weight from the first word to the other.</param>
/// <param name="Change">The change of the metric when only that is cut.</param>
public sealed record WhyPairHead(string Attention, int Layer, int Head, float Weight, float Change);
