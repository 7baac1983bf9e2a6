namespace Heed.Cache;

/// <summary>What a cache holds: keys [B, Hkv, T, D] and values [B, Hkv, T, Dv], T being its own length in every batch row.</summary>
/// <param name="Batch">B, sequences side by side.</param>
/// <param name="KeyHeads">Hkv.</param>
/// <param name="Width">D, the head size of keys.</param>
/// <param name="ValueWidth">Dv, the head size of values.</param>
public readonly record struct CacheShape(int Batch, int KeyHeads, int Width, int ValueWidth)
{
    /// <summary>Values as wide as keys.</summary>
    public CacheShape(int batch, int keyHeads, int width) : this(batch, keyHeads, width, width) { }

    /// <summary>The most positions of one sequence: sums of positions and windows then stay within an int.</summary>
    internal const int LongestSequence = 1 << 30;

    internal CacheShape Checked()
        => Batch >= 1 && KeyHeads >= 1 && Width >= 1 && ValueWidth >= 1
            ? this
            : throw new ArgumentException($"shape: expected B, Hkv, D and Dv ≥ 1; got {this}.", "shape");
}
