namespace Heed.Positions;

/// <summary>
/// YaRN: pairs that turn often within the original length n₀ keep their frequency, those that turn less than once
/// are divided by the factor f,
/// and between them a ramp over the pair's index mixes both (Peng et al. 2023; "yarn" in Hugging Face transformers, modeling_rope_utils).
/// </summary>
/// <remarks>
/// The pair that turns β times within n₀ has index c(β) = d·ln(n₀/(2πβ)) / (2 ln θ). With low = c(β_fast) and high =
/// c(β_slow), rounded outwards
/// where <paramref name="truncate"/> is set, low at least 0 and high at most d − 1, and r_i = (i − low)/(high − low) between 0 and 1:
/// frequency_i = (1 − r_i)·θ^(−2i/d) + r_i·θ^(−2i/d)/f.
/// <para>
/// The attention factor is m(f, 1) with m(f, s) = 0.1·s·ln f + 1, or 1 where f ≤ 1; with both mscales given and not 0, m(f,
/// mscale)/m(f, mscaleAllDim).
/// </para>
/// </remarks>
/// <param name="factor">f, above 0.</param>
/// <param name="originalLength">n₀, the positions the model was first trained on.</param>
/// <param name="attentionFactor">The attention factor, instead of the formula's.</param>
/// <param name="betaFast">Turns from which on a pair is kept.</param>
/// <param name="betaSlow">Turns up to which a pair is divided; at most <paramref name="betaFast"/>.</param>
/// <param name="mscale">See the remarks.</param>
/// <param name="mscaleAllDim">See the remarks.</param>
/// <param name="truncate">Whether the ramp's ends are rounded to whole pairs.</param>
/// <exception cref="ArgumentException">A number is not finite and above 0, or the betas are out of order.</exception>
public sealed class YarnScaling(
    double factor, int originalLength, double? attentionFactor = null, double betaFast = 32, double betaSlow = 1,
    double mscale = 0, double mscaleAllDim = 0, bool truncate = true) : IRotaryScaling
{
    private readonly double _factor = Argument.Positive(factor, nameof(factor));
    private readonly int _originalLength = Argument.AtLeast(1, originalLength, nameof(originalLength));
    private readonly double _betaSlow = Argument.Positive(betaSlow, nameof(betaSlow));
    private readonly double _betaFast = Argument.Positive(betaFast, nameof(betaFast)) >= betaSlow
        ? betaFast
        : throw new ArgumentException($"betaFast: expected at least betaSlow={betaSlow}; got {betaFast}.", nameof(betaFast));

    /// <inheritdoc/>
    public string Name => $"yarn({_factor}, {_originalLength})";

    /// <inheritdoc/>
    public double AttentionFactor { get; } = Argument.Positive(
        attentionFactor ?? (mscale != 0 && mscaleAllDim != 0
            ? Magnitude(factor, mscale) / Magnitude(factor, mscaleAllDim)
            : Magnitude(factor, 1)),
        nameof(attentionFactor));

    /// <inheritdoc/>
    public void Scale(Span<double> frequencies, double theta, int length)
    {
        if (theta <= 1) throw new ArgumentException($"theta: expected a base above 1 for YaRN; got {theta}.", nameof(theta));
        int width = 2 * frequencies.Length;
        double low = Pair(_betaFast), high = Pair(_betaSlow);
        if (truncate) (low, high) = (Math.Floor(low), Math.Ceiling(high));
        (low, high) = (Math.Max(low, 0), Math.Min(high, width - 1));
        if (low == high) high += 0.001; // a step instead of a ramp
        for (int i = 0; i < frequencies.Length; i++)
        {
            double ramp = Math.Clamp((i - low) / (high - low), 0, 1);
            frequencies[i] = frequencies[i] * (1 - ramp) + frequencies[i] / _factor * ramp;
        }

        double Pair(double turns) => width * Math.Log(_originalLength / (turns * 2 * Math.PI)) / (2 * Math.Log(theta));
    }

    private static double Magnitude(double factor, double scale) => factor <= 1 ? 1 : 0.1 * scale * Math.Log(factor) + 1;
}
