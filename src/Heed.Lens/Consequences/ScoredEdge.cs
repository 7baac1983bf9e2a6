namespace Heed.Lens.Consequences;

/// <summary>What a backward pass says of one edge of a head.</summary>
/// <param name="Query">Query row.</param>
/// <param name="Key">Key.</param>
/// <param name="Weight">A.</param>
/// <param name="Gradient">dT = A·(g·v − g·z).</param>
/// <param name="Effect">The predicted change of the metric when it is cut.</param>
/// <param name="Delta">g·z of the row.</param>
internal readonly record struct ScoredEdge(int Query, int Key, float Weight, float Gradient, float Effect, float Delta)
{
    /// <summary>A·∂m/∂A.</summary>
    public float GradientAttention => Gradient + Weight * Delta;
}
