using Heed.Masks;

namespace Heed.Lens.Positions;

/// <summary>All keys for one query, none for the others: a pass over it costs little more than a row.</summary>
internal readonly struct OneRow(int only) : IMask
{
    /// <inheritdoc/>
    public string Name => $"row {only}";

    /// <inheritdoc/>
    public void Check(int batch, int heads, int queryCount, int keyCount) { }

    /// <inheritdoc/>
    public bool Allows(int batch, int head, int row, int key) => row == only;

    /// <inheritdoc/>
    public KeyRange Range(int batch, int head, int firstRow, int rows, int keyCount)
        => firstRow <= only && only < firstRow + rows ? new(0, keyCount) : default;

    /// <inheritdoc/>
    public int NextKey(int batch, int head, int firstRow, int rows, int key, int keyCount) => Range(batch, head, firstRow, rows, keyCount).Next(key, keyCount);

    /// <inheritdoc/>
    public BlockCover Cover(int batch, int head, int firstRow, int rows, int firstKey, int keys)
        => only < firstRow || only >= firstRow + rows ? BlockCover.Empty : rows == 1 ? BlockCover.Whole : BlockCover.Mixed;

    /// <inheritdoc/>
    public ulong Row64(int batch, int head, int row, int firstKey) => row == only ? ulong.MaxValue : 0;
}
