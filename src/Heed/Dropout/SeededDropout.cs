namespace Heed.Dropout;

/// <summary>
/// Leaves out each weight with probability p and multiplies the others by 1 / (1 − p) (Srivastava et al. 2014). What is kept is a pure
/// function of seed, batch row,
/// head, query and key: the same forward, backward, with any threads and in any order.
/// </summary>
/// <remarks>p is rounded to a multiple of 2⁻¹⁶. Sixteen bits a weight come from the finalizer of SplitMix64 (Steele, Lea and Flood 2014)
/// over the counted position.</remarks>
public readonly struct SeededDropout : IDropout
{
    private const int BitsPerWeight = 16;
    private readonly ulong _seed;
    private readonly uint _dropBelow;

    /// <summary>Dropout of probability <paramref name="p"/>.</summary>
    /// <param name="p">0 ≤ p &lt; 1.</param>
    /// <param name="seed">Another seed, another choice.</param>
    /// <exception cref="ArgumentOutOfRangeException">p is outside [0, 1).</exception>
    public SeededDropout(double p, ulong seed)
    {
        if (!(p >= 0 && p < 1))
            throw new ArgumentOutOfRangeException(nameof(p), $"p: expected a probability of at least 0 and below 1; got {p}.");
        _dropBelow = (uint)Math.Min(Math.Round(p * (1 << BitsPerWeight)), (1 << BitsPerWeight) - 1);
        _seed = seed;
        KeptFactor = (float)((double)(1 << BitsPerWeight) / ((1 << BitsPerWeight) - _dropBelow));
    }

    /// <inheritdoc/>
    public static bool IsEmpty => false;

    /// <inheritdoc/>
    public float KeptFactor { get; }

    /// <inheritdoc/>
    public ulong Keep64(int batch, int head, int row, int firstKey)
    {
        ulong line = Mix(_seed ^ Mix((ulong)(uint)batch << 32 | (uint)head) + (uint)row), keep = 0;
        for (int i = 0; i < 64; i += 64 / BitsPerWeight)
        {
            ulong bits = Mix(line + (ulong)(firstKey + i) * 0x9E3779B97F4A7C15);
            for (int j = 0; j < 64 / BitsPerWeight; j++, bits >>= BitsPerWeight)
                keep |= ((bits & 0xFFFF) >= _dropBelow ? 1ul : 0) << (i + j);
        }
        return keep;
    }

    private static ulong Mix(ulong x)
    {
        x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9;
        x = (x ^ (x >> 27)) * 0x94D049BB133111EB;
        return x ^ (x >> 31);
    }
}
