namespace Heed.Masks;

/// <summary>Every query sees every key.</summary>
public readonly struct Bidirectional : IMask
{
    /// <inheritdoc/>
    public string Name => "bidirectional";

    /// <inheritdoc/>
    public void Check(int batch, int heads, int queryCount, int keyCount) { }

    /// <inheritdoc/>
    public bool Allows(int batch, int head, int row, int key) => true;

    /// <inheritdoc/>
    public KeyRange Range(int batch, int head, int firstRow, int rows, int keyCount) => new(0, keyCount);

    /// <inheritdoc/>
    public int NextKey(int batch, int head, int firstRow, int rows, int key, int keyCount)
        => Range(batch, head, firstRow, rows, keyCount).Next(key, keyCount);

    /// <inheritdoc/>
    public BlockCover Cover(int batch, int head, int firstRow, int rows, int firstKey, int keys) => BlockCover.Whole;

    /// <inheritdoc/>
    public ulong Row64(int batch, int head, int row, int firstKey) => ulong.MaxValue;
}
