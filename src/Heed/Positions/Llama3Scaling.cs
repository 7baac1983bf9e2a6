namespace Heed.Positions;

/// <summary>
/// The scaling of Llama 3.1: wavelengths λ below n₀/high keep their frequency, those above n₀/low are divided by
/// the factor f, and between them
/// s = (n₀/λ − low)/(high − low) mixes both: (1 − s)·frequency/f + s·frequency ("llama3" in Hugging Face
/// transformers, modeling_rope_utils).
/// </summary>
/// <param name="factor">f, above 0.</param>
/// <param name="lowFrequencyFactor">low, above 0.</param>
/// <param name="highFrequencyFactor">high, above <paramref name="lowFrequencyFactor"/>.</param>
/// <param name="originalLength">n₀, the positions the model was first trained on.</param>
/// <exception cref="ArgumentException">A number is not finite and above 0, or high is not above low.</exception>
public sealed class Llama3Scaling(double factor, double lowFrequencyFactor, double highFrequencyFactor, int originalLength) : IRotaryScaling
{
    private readonly double _factor = Argument.Positive(factor, nameof(factor));
    private readonly double _low = Argument.Positive(lowFrequencyFactor, nameof(lowFrequencyFactor));
    private readonly double _high = Argument.Positive(highFrequencyFactor, nameof(highFrequencyFactor)) > lowFrequencyFactor
        ? highFrequencyFactor
        : throw new ArgumentException(
            $"highFrequencyFactor: expected more than lowFrequencyFactor={lowFrequencyFactor}; "
            + $"got {highFrequencyFactor}.", nameof(highFrequencyFactor));
    private readonly int _originalLength = Argument.AtLeast(1, originalLength, nameof(originalLength));

    /// <inheritdoc/>
    public string Name => $"llama3({_factor}, {_low}, {_high}, {_originalLength})";

    /// <inheritdoc/>
    public void Scale(Span<double> frequencies, double theta, int length)
    {
        foreach (ref double frequency in frequencies)
        {
            double turns = _originalLength * frequency / (2 * Math.PI); // n₀/λ
            double kept = Math.Clamp((turns - _low) / (_high - _low), 0, 1);
            frequency = (1 - kept) * frequency / _factor + kept * frequency;
        }
    }
}
