using Heed.Positions;

namespace Heed.Models;

/// <summary>The scaling of Llama 3.1, see <see cref="Llama3Scaling"/>.</summary>
/// <param name="Factor">f.</param>
/// <param name="LowFrequencyFactor">low.</param>
/// <param name="HighFrequencyFactor">high.</param>
/// <param name="OriginalLength">n₀.</param>
public sealed record Llama3Plan(double Factor, double LowFrequencyFactor, double HighFrequencyFactor, int OriginalLength)
    : RotaryScalingPlan
{
    internal override IRotaryScaling Scaling() => new Llama3Scaling(Factor, LowFrequencyFactor, HighFrequencyFactor, OriginalLength);
}
