namespace Heed.Positions;

/// <summary>
/// Proportional rotation: only the first pairs turn, with the exponent still taken over the whole head; the others have frequency 0
/// ("proportional" in Hugging Face transformers, modeling_rope_utils; Gemma 4).
/// </summary>
/// <remarks>
/// Of a head of D numbers, ⌊fraction·D/2⌋ pairs turn, by θ^(−2i/D)/f. The table's width is the whole D, so that in the
/// half-split layout pair i is
/// (i, i + D/2): this differs from a table of a smaller width, which pairs numbers of the head's beginning.
/// </remarks>
/// <param name="fraction">The share of the head that turns, 0 to 1 (<c>partial_rotary_factor</c>).</param>
/// <param name="factor">f, above 0, by which the frequencies are divided.</param>
/// <exception cref="ArgumentException"><paramref name="fraction"/> is not from 0 to 1, or <paramref name="factor"/> is not a finite
/// number above 0.</exception>
public sealed class ProportionalScaling(double fraction, double factor = 1) : IRotaryScaling
{
    private readonly double _fraction = fraction is >= 0 and <= 1
        ? fraction
        : throw new ArgumentException($"fraction: expected a number from 0 to 1; got {fraction}.", nameof(fraction));
    private readonly double _factor = Argument.Positive(factor, nameof(factor));

    /// <inheritdoc/>
    public string Name => $"proportional({_fraction}, {_factor})";

    /// <inheritdoc/>
    public void Scale(Span<double> frequencies, double theta, int length)
    {
        int turning = (int)Math.Floor(_fraction * (2 * frequencies.Length) / 2);
        foreach (ref double frequency in frequencies[..turning]) frequency /= _factor;
        frequencies[turning..].Clear();
    }
}
