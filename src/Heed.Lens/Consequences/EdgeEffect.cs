namespace Heed.Lens.Consequences;

/// <summary>One attention weight with its consequence.</summary>
/// <param name="Attention">Which: <c>blocks.N.attn</c>.</param>
/// <param name="Layer">N.</param>
/// <param name="Head">Query head.</param>
/// <param name="Query">The token that looks.</param>
/// <param name="Key">The token it looks at.</param>
public sealed record EdgeEffect(string Attention, int Layer, int Head, int Query, int Key)
{
    /// <summary>A, after the softmax.</summary>
    public float Weight { get; init; }

    /// <summary>A·‖v W_O‖: what the edge writes (Kobayashi et al. 2020).</summary>
    public float ValueWeighted { get; init; }

    /// <summary>A·∂m/∂A.</summary>
    public float GradientAttention { get; init; }

    /// <summary>The change of the metric that cutting the edge should make: −dS/(1 − A), exact through this softmax and first-order after it.</summary>
    public float Predicted { get; init; }

    /// <summary>The change it really makes; null where it was not cut.</summary>
    public float? Measured { get; init; }

    /// <summary>Where weight and consequence part.</summary>
    public EdgeBadge Badge { get; init; }

    /// <summary>Which of a question's runs it belongs to, where they part behind the prompt; null for the prompt, which they share.</summary>
    public int? Run { get; init; }
}
