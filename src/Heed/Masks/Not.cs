namespace Heed.Masks;

/// <summary>What a mask hides.</summary>
public readonly struct Not<TMask>(TMask mask) : IMask where TMask : struct, IMask
{
    /// <inheritdoc/>
    public string Name => $"!({mask.Name})";

    /// <inheritdoc/>
    public void Check(int batch, int heads, int queryCount, int keyCount) => mask.Check(batch, heads, queryCount, keyCount);

    /// <inheritdoc/>
    public bool Allows(int batch, int head, int row, int key) => !mask.Allows(batch, head, row, key);

    /// <inheritdoc/>
    public KeyRange Range(int batch, int head, int firstRow, int rows, int keyCount) => new(0, keyCount);

    /// <inheritdoc/>
    public int NextKey(int batch, int head, int firstRow, int rows, int key, int keyCount)
        => Range(batch, head, firstRow, rows, keyCount).Next(key, keyCount);

    /// <inheritdoc/>
    public BlockCover Cover(int batch, int head, int firstRow, int rows, int firstKey, int keys)
        => mask.Cover(batch, head, firstRow, rows, firstKey, keys) switch
        {
            BlockCover.Empty => BlockCover.Whole,
            BlockCover.Whole => BlockCover.Empty,
            _ => BlockCover.Mixed,
        };

    /// <inheritdoc/>
    public ulong Row64(int batch, int head, int row, int firstKey) => ~mask.Row64(batch, head, row, firstKey);
}
