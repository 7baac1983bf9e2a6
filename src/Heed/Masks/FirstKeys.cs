namespace Heed.Masks;

/// <summary>Every query sees the first <paramref name="count"/> keys: attention sinks, or a shared prefix.</summary>
/// <param name="count">Keys.</param>
public readonly struct FirstKeys(int count) : IMask
{
    /// <inheritdoc/>
    public string Name => $"first({count})";

    /// <inheritdoc/>
    public void Check(int batch, int heads, int queryCount, int keyCount)
    {
        if (count < 0) throw new ArgumentException($"first keys: expected a count of at least 0; got {count}.", "mask");
    }

    /// <inheritdoc/>
    public bool Allows(int batch, int head, int row, int key) => key < count;

    /// <inheritdoc/>
    public KeyRange Range(int batch, int head, int firstRow, int rows, int keyCount) => new(0, Math.Min(count, keyCount));

    /// <inheritdoc/>
    public int NextKey(int batch, int head, int firstRow, int rows, int key, int keyCount)
        => Range(batch, head, firstRow, rows, keyCount).Next(key, keyCount);

    /// <inheritdoc/>
    public BlockCover Cover(int batch, int head, int firstRow, int rows, int firstKey, int keys)
        => new KeyRange(0, count).Cover(firstKey, keys);

    /// <inheritdoc/>
    public ulong Row64(int batch, int head, int row, int firstKey) => new KeyRange(0, count).Bits64(firstKey);
}
