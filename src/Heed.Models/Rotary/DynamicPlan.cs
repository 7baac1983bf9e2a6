using Heed.Positions;

namespace Heed.Models;

/// <summary>Dynamic NTK-aware scaling, see <see cref="DynamicNtkScaling"/>.</summary>
/// <param name="Factor">f.</param>
/// <param name="OriginalLength">n₀.</param>
public sealed record DynamicPlan(double Factor, int OriginalLength) : RotaryScalingPlan
{
    /// <inheritdoc/>
    public override int Window => Times(Positions, Factor);

    internal override IRotaryScaling Scaling() => new DynamicNtkScaling(Factor, OriginalLength);
}
