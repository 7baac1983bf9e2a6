namespace Heed.Positions;

/// <summary>
/// A change to the frequencies of rotary embeddings, by which a model reads longer sequences than it was trained on. Starts from the plain
/// frequencies, so that a scaling is one short function.
/// </summary>
/// <remarks>Immutable, and safe to use from several threads at once.</remarks>
public interface IRotaryScaling
{
    /// <summary>Its name and parameters, for messages: <c>linear(4)</c>.</summary>
    string Name { get; }

    /// <summary>What sines and cosines are multiplied by; scores change by its square.</summary>
    double AttentionFactor => 1;

    /// <summary>A number that is the same for sequence lengths with the same frequencies; tables are kept while it stays.</summary>
    /// <param name="length">Positions in the sequence, at least 1.</param>
    int Regime(int length) => 0;

    /// <summary>Changes the frequencies in place.</summary>
    /// <param name="frequencies">Plain frequencies θ^(−2i/d) of the pairs i, one for each two of the d rotated numbers.</param>
    /// <param name="theta">θ.</param>
    /// <param name="length">Positions in the sequence, at least 1.</param>
    /// <exception cref="ArgumentException">The parameters do not fit so many pairs, or this θ.</exception>
    void Scale(Span<double> frequencies, double theta, int length);
}
