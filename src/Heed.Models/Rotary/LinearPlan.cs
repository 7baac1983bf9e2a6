using Heed.Positions;

namespace Heed.Models;

/// <summary>Position interpolation, see <see cref="LinearScaling"/>.</summary>
/// <param name="Factor">By which frequencies are divided.</param>
public sealed record LinearPlan(double Factor) : RotaryScalingPlan
{
    /// <inheritdoc/>
    public override int Window => Times(Positions, Factor);

    internal override IRotaryScaling Scaling() => new LinearScaling(Factor);
}
