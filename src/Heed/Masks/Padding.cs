namespace Heed.Masks;

/// <summary>Each batch row has its own stretch of real keys; the others are padding, left, right or both.</summary>
/// <param name="ranges">[B]: the real keys of each batch row.</param>
public readonly struct Padding(KeyRange[] ranges) : IMask
{
    /// <summary>Padding on the right: batch row b has <paramref name="lengths"/>[b] real keys.</summary>
    public static Padding Right(ReadOnlySpan<int> lengths)
    {
        var ranges = new KeyRange[lengths.Length];
        for (int b = 0; b < ranges.Length; b++) ranges[b] = new KeyRange(0, lengths[b]);
        return new Padding(ranges);
    }

    /// <inheritdoc/>
    public string Name => "padding";

    /// <inheritdoc/>
    public void Check(int batch, int heads, int queryCount, int keyCount)
    {
        if (ranges?.Length != batch)
            throw new ArgumentException(
                $"padding: expected a range of keys for each of {batch} batch rows; got {ranges?.Length ?? 0}.", "mask");
        foreach (KeyRange range in ranges)
            if (range.Start < 0 || range.End < 0 || range.End > keyCount)
                throw new ArgumentException(
                    $"padding: expected real keys within 0 … Tk={keyCount}; got {range.Start} … {range.End}.", "mask");
    }

    /// <inheritdoc/>
    public bool Allows(int batch, int head, int row, int key) => ranges[batch].Start <= key && key < ranges[batch].End;

    /// <inheritdoc/>
    public KeyRange Range(int batch, int head, int firstRow, int rows, int keyCount) => ranges[batch].Intersect(new KeyRange(0, keyCount));

    /// <inheritdoc/>
    public int NextKey(int batch, int head, int firstRow, int rows, int key, int keyCount)
        => Range(batch, head, firstRow, rows, keyCount).Next(key, keyCount);

    /// <inheritdoc/>
    public BlockCover Cover(int batch, int head, int firstRow, int rows, int firstKey, int keys) => ranges[batch].Cover(firstKey, keys);

    /// <inheritdoc/>
    public ulong Row64(int batch, int head, int row, int firstKey) => ranges[batch].Bits64(firstKey);
}
