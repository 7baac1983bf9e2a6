namespace Heed.Benchmarks;

/// <summary>
/// Numbers from −2 to 2 that any language draws alike: a linear congruential generator of 32 bits (Numerical Recipes), whose upper
/// 24 bits make a value exact in float32.
/// </summary>
/// <param name="seed">Equal seeds give equal numbers.</param>
internal struct UniformDraws(uint seed)
{
    private uint _state = seed;

    /// <summary>Draws a value for every place.</summary>
    public void Fill(Span<float> target)
    {
        foreach (ref float value in target)
        {
            _state = unchecked(_state * 1664525u + 1013904223u);
            value = (_state >> 8) / 4194304f - 2f;
        }
    }
}
