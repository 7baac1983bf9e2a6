namespace Heed.Lens.Words;

/// <summary>The weights of one head at the answering token.</summary>
/// <param name="attention">Which: <c>blocks.N.attn</c>.</param>
/// <param name="head">Query head.</param>
public sealed class HeadWeight(string attention, int head) : IWordMethod
{
    /// <inheritdoc/>
    public string Name => "largest weight, best head";

    /// <summary>Which head.</summary>
    public string Head => $"{attention} head {head}";

    /// <inheritdoc/>
    public float[] Scores(WordCase text) => text.Weights(attention, head).ToArray();
}
