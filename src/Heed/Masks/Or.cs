namespace Heed.Masks;

/// <summary>What either mask allows.</summary>
public readonly struct Or<TFirst, TSecond>(TFirst first, TSecond second) : IMask where TFirst : struct, IMask where TSecond : struct, IMask
{
    /// <inheritdoc/>
    public string Name => $"({first.Name} | {second.Name})";

    /// <inheritdoc/>
    public void Check(int batch, int heads, int queryCount, int keyCount)
    {
        first.Check(batch, heads, queryCount, keyCount);
        second.Check(batch, heads, queryCount, keyCount);
    }

    /// <inheritdoc/>
    public bool Allows(int batch, int head, int row, int key)
        => first.Allows(batch, head, row, key) || second.Allows(batch, head, row, key);

    /// <inheritdoc/>
    public KeyRange Range(int batch, int head, int firstRow, int rows, int keyCount)
        => first.Range(batch, head, firstRow, rows, keyCount).Around(second.Range(batch, head, firstRow, rows, keyCount));

    /// <inheritdoc/>
    public int NextKey(int batch, int head, int firstRow, int rows, int key, int keyCount)
        => Math.Min(first.NextKey(batch, head, firstRow, rows, key, keyCount), second.NextKey(batch, head, firstRow, rows, key, keyCount));

    /// <inheritdoc/>
    public BlockCover Cover(int batch, int head, int firstRow, int rows, int firstKey, int keys)
    {
        BlockCover a = first.Cover(batch, head, firstRow, rows, firstKey, keys);
        BlockCover b = second.Cover(batch, head, firstRow, rows, firstKey, keys);
        return a > b ? a : b; // Empty < Mixed < Whole
    }

    /// <inheritdoc/>
    public ulong Row64(int batch, int head, int row, int firstKey)
        => first.Row64(batch, head, row, firstKey) | second.Row64(batch, head, row, firstKey);
}
