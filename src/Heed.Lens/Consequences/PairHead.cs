namespace Heed.Lens.Consequences;

/// <summary>What one head contributes to the attention from one word to another.</summary>
/// <param name="Layer">Its layer.</param>
/// <param name="Head">Query head.</param>
/// <param name="Weight">Attention from the first word's last token to all tokens of the other.</param>
/// <param name="Change">The change of the metric when this head's attention between the two words is cut and nothing else.</param>
public sealed record PairHead(int Layer, int Head, float Weight, float Change);
