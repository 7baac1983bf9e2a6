namespace Heed.Masks;

/// <summary>
/// Query i at position p = i + <paramref name="offset"/> sees the keys a multiple of <paramref name="stride"/> away, on both
/// sides (Child et al. 2019, sparse
/// transformer: united with a window it is their strided pattern; cut to a window it is a dilated one).
/// <code>
/// stride 2
///   x . x . x
///   . x . x .
///   x . x . x
/// </code>
/// </summary>
/// <param name="stride">Distance of two seen keys, at least 1.</param>
/// <param name="offset">Keys before the first query: its aligned position.</param>
public readonly struct Strided(int stride, int offset = 0) : IMask
{
    /// <summary>A dilated window: <paramref name="reach"/> keys on either side, each <paramref name="dilation"/> apart.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A negative reach, or a dilation below 1.</exception>
    public static And<Strided, SlidingWindow> Dilated(int reach, int dilation, int offset = 0)
    {
        Argument.AtLeast(0, reach, nameof(reach));
        Argument.AtLeast(1, dilation, nameof(dilation));
        int distance = (int)Math.Min((long)reach * dilation, int.MaxValue);
        return new(new Strided(dilation, offset), new SlidingWindow(distance, distance, offset));
    }

    /// <inheritdoc/>
    public string Name => $"strided({stride})";

    /// <inheritdoc/>
    public void Check(int batch, int heads, int queryCount, int keyCount)
    {
        if (stride < 1) throw new ArgumentException($"strided: expected a stride of at least 1; got {stride}.", "mask");
    }

    /// <inheritdoc/>
    public bool Allows(int batch, int head, int row, int key) => ((long)row + offset - key) % stride == 0;

    /// <inheritdoc/>
    public KeyRange Range(int batch, int head, int firstRow, int rows, int keyCount) => new(0, keyCount);

    /// <inheritdoc/>
    public int NextKey(int batch, int head, int firstRow, int rows, int key, int keyCount)
        => Range(batch, head, firstRow, rows, keyCount).Next(key, keyCount);

    /// <inheritdoc/>
    public BlockCover Cover(int batch, int head, int firstRow, int rows, int firstKey, int keys)
        => stride == 1 ? BlockCover.Whole : BlockCover.Mixed;

    /// <inheritdoc/>
    public ulong Row64(int batch, int head, int row, int firstKey)
    {
        // The first seen key at or after firstKey, then every stride-th.
        long first = ((long)row + offset - firstKey) % stride;
        if (first < 0) first += stride;
        ulong bits = 0;
        for (long i = first; i < 64; i += stride) bits |= 1ul << (int)i;
        return bits;
    }
}
