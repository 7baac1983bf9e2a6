namespace Heed.Positions;

/// <summary>
/// Position interpolation: every frequency divided by <paramref name="factor"/>, which is positions divided by it (Chen et al. 2023;
/// "linear" in Hugging Face transformers, modeling_rope_utils).
/// </summary>
/// <param name="factor">Above 0.</param>
/// <exception cref="ArgumentException"><paramref name="factor"/> is not a finite number above 0.</exception>
public sealed class LinearScaling(double factor) : IRotaryScaling
{
    private readonly double _factor = Argument.Positive(factor, nameof(factor));

    /// <inheritdoc/>
    public string Name => $"linear({_factor})";

    /// <inheritdoc/>
    public void Scale(Span<double> frequencies, double theta, int length)
    {
        foreach (ref double frequency in frequencies) frequency /= _factor;
    }
}
