using Heed.Positions;

namespace Heed.Models;

/// <summary>YaRN, see <see cref="YarnScaling"/>.</summary>
/// <param name="Factor">f.</param>
/// <param name="OriginalLength">n₀.</param>
public sealed record YarnPlan(double Factor, int OriginalLength) : RotaryScalingPlan
{
    /// <summary>The attention factor, instead of the formula's.</summary>
    public double? AttentionFactor { get; init; }

    /// <summary>Turns from which on a pair is kept.</summary>
    public double BetaFast { get; init; } = 32;

    /// <summary>Turns up to which a pair is divided.</summary>
    public double BetaSlow { get; init; } = 1;

    /// <summary>See <see cref="YarnScaling"/>; 0 for none.</summary>
    public double Mscale { get; init; }

    /// <summary>See <see cref="YarnScaling"/>; 0 for none.</summary>
    public double MscaleAllDim { get; init; }

    /// <summary>Whether the ramp's ends are rounded to whole pairs.</summary>
    public bool Truncate { get; init; } = true;

    /// <inheritdoc/>
    public override int Window => Math.Max(Positions, Times(OriginalLength, Factor));

    internal override IRotaryScaling Scaling()
        => new YarnScaling(Factor, OriginalLength, AttentionFactor, BetaFast, BetaSlow, Mscale, MscaleAllDim, Truncate);
}
