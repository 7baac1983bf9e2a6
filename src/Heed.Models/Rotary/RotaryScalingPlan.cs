using Heed.Positions;

namespace Heed.Models;

/// <summary>A scaling of rotary positions, as data: equal plans are equal.</summary>
public abstract record RotaryScalingPlan
{
    /// <summary>Positions the configuration names (<c>max_position_embeddings</c>).</summary>
    public required int Positions { get; init; }

    /// <summary>Positions the model reads with the scaling.</summary>
    public virtual int Window => Positions;

    /// <summary>
    /// Whether all tokens are computed anew when a text grows past a length where the frequencies change, as transformers does for
    /// LongRoPE; otherwise
    /// keys in a cache keep the angles they were given.
    /// </summary>
    public virtual bool StartsAnew => false;

    /// <summary>The scaling itself.</summary>
    internal abstract IRotaryScaling Scaling();

    /// <summary>positions·factor, as far as whole numbers go; no fewer than positions.</summary>
    private protected static int Times(int positions, double factor) => (int)Math.Clamp(positions * factor, positions, int.MaxValue);
}
