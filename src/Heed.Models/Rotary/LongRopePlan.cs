using Heed.Positions;

namespace Heed.Models;

/// <summary>LongRoPE, see <see cref="LongRopeScaling"/>.</summary>
/// <param name="ShortFactors">[pairs], for sequences of at most n₀ positions.</param>
/// <param name="LongFactors">[pairs], for longer ones.</param>
/// <param name="OriginalLength">n₀.</param>
/// <param name="Factor">f.</param>
/// <param name="AttentionFactor">The attention factor, instead of the formula's.</param>
public sealed record LongRopePlan(
    ValueList<double> ShortFactors, ValueList<double> LongFactors, int OriginalLength, double Factor, double? AttentionFactor = null)
        : RotaryScalingPlan
{
    /// <inheritdoc/>
    public override bool StartsAnew => true;

    internal override IRotaryScaling Scaling() => new LongRopeScaling([.. ShortFactors], [.. LongFactors], OriginalLength, Factor,
        AttentionFactor);
}
