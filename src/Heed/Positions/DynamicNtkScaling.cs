namespace Heed.Positions;

/// <summary>
/// Dynamic NTK-aware scaling: θ grows with the sequence, θ′ = θ·(f·n/n₀ − (f − 1))^(d/(d − 2)), where n is the sequence length and at
/// least n₀. Up to n₀ nothing changes ("dynamic" in Hugging Face transformers, modeling_rope_utils; first described by
/// bloc97 and emozilla, 2023).
/// </summary>
/// <remarks>
/// The frequencies are a function of the sequence length alone. Transformers keeps those of the longest sequence since it last met one of
/// at most n₀ positions. Keys in a cache keep the angles they were given.
/// </remarks>
/// <param name="factor">f, above 0.</param>
/// <param name="originalLength">n₀, the positions the model was trained on (<c>max_position_embeddings</c>).</param>
/// <exception cref="ArgumentException"><paramref name="factor"/> is not a finite number above 0, or
/// <paramref name="originalLength"/> is below 1.</exception>
public sealed class DynamicNtkScaling(double factor, int originalLength) : IRotaryScaling
{
    private readonly double _factor = Argument.Positive(factor, nameof(factor));
    private readonly int _originalLength = Argument.AtLeast(1, originalLength, nameof(originalLength));

    /// <inheritdoc/>
    public string Name => $"dynamic({_factor}, {_originalLength})";

    /// <inheritdoc/>
    public int Regime(int length) => Math.Max(length, _originalLength);

    /// <inheritdoc/>
    public void Scale(Span<double> frequencies, double theta, int length)
    {
        int width = 2 * frequencies.Length;
        if (width < 4)
            throw new ArgumentException($"dynamic NTK scaling: expected at least 4 rotated numbers; got {width}.", nameof(frequencies));
        double growth = _factor * Regime(length) / _originalLength - (_factor - 1);
        // θ′^(−2i/d) = θ^(−2i/d)·growth^(−2i/(d − 2)).
        for (int i = 0; i < frequencies.Length; i++) frequencies[i] *= Math.Pow(growth, -2.0 * i / (width - 2));
    }
}
