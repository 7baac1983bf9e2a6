namespace Heed.Positions;

/// <summary>
/// LongRoPE: each pair's frequency divided by a number of its own, from one list up to the original length n₀ and from another beyond it
/// (Ding et al. 2024; "longrope" in Hugging Face transformers, modeling_rope_utils).
/// </summary>
/// <remarks>
/// The attention factor is √(1 + ln f / ln n₀), or 1 where f ≤ 1; it holds for short sequences too. Which list holds
/// depends on the sequence length
/// alone: keys in a cache keep the angles they were given.
/// </remarks>
public sealed class LongRopeScaling : IRotaryScaling
{
    private readonly double[] _shortFactors, _longFactors;
    private readonly int _originalLength;

    /// <summary>Makes the scaling.</summary>
    /// <param name="shortFactors">[pairs], for sequences of at most n₀ positions.</param>
    /// <param name="longFactors">[pairs], for longer ones.</param>
    /// <param name="originalLength">n₀, the positions the model was first trained on; at least 2.</param>
    /// <param name="factor">f, above 0: how many times longer the model reads; <c>max_position_embeddings</c>/n₀ where a
    /// configuration has no factor.</param>
    /// <param name="attentionFactor">The attention factor, instead of the formula's.</param>
    /// <exception cref="ArgumentException">The lists differ in length, or a number is not finite and above 0.</exception>
    public LongRopeScaling(
        ReadOnlySpan<double> shortFactors, ReadOnlySpan<double> longFactors, int originalLength, double factor,
        double? attentionFactor = null)
    {
        if (shortFactors.Length != longFactors.Length)
        {
            throw new ArgumentException(
                $"longFactors: expected {shortFactors.Length} numbers as in shortFactors; got {longFactors.Length}.", nameof(longFactors));
        }
        foreach (double number in shortFactors) Argument.Positive(number, nameof(shortFactors));
        foreach (double number in longFactors) Argument.Positive(number, nameof(longFactors));
        _shortFactors = shortFactors.ToArray();
        _longFactors = longFactors.ToArray();
        _originalLength = Argument.AtLeast(2, originalLength, nameof(originalLength));
        Argument.Positive(factor, nameof(factor));
        AttentionFactor = Argument.Positive(attentionFactor, nameof(attentionFactor))
            ?? (factor <= 1 ? 1 : Math.Sqrt(1 + Math.Log(factor) / Math.Log(originalLength)));
    }

    /// <inheritdoc/>
    public string Name => $"longrope({_originalLength})";

    /// <inheritdoc/>
    public double AttentionFactor { get; }

    /// <inheritdoc/>
    public int Regime(int length) => length > _originalLength ? 1 : 0;

    /// <inheritdoc/>
    public void Scale(Span<double> frequencies, double theta, int length)
    {
        double[] factors = length > _originalLength ? _longFactors : _shortFactors;
        if (factors.Length != frequencies.Length)
        {
            throw new ArgumentException(
                $"LongRoPE: expected {frequencies.Length} factors for {2 * frequencies.Length} rotated numbers; "
                + $"got {factors.Length}.", nameof(frequencies));
        }
        for (int i = 0; i < frequencies.Length; i++) frequencies[i] /= factors[i];
    }
}
