using Heed.Masks;

namespace Heed.Lens;

/// <summary>All keys for some neighbouring queries, none for the others: a pass over it costs little more than these rows, and their bits are those of the whole.</summary>
/// <param name="chosen">The queries.</param>
internal readonly struct SomeRows(KeyRange chosen) : IMask
{
    /// <inheritdoc/>
    public string Name => $"rows {chosen.Start} … {chosen.End - 1}";

    /// <inheritdoc/>
    public void Check(int batch, int heads, int queryCount, int keyCount) { }

    /// <inheritdoc/>
    public bool Allows(int batch, int head, int row, int key) => row >= chosen.Start && row < chosen.End;

    /// <inheritdoc/>
    public KeyRange Range(int batch, int head, int firstRow, int rows, int keyCount)
        => chosen.Cover(firstRow, rows) == BlockCover.Empty ? default : new(0, keyCount);

    /// <inheritdoc/>
    public int NextKey(int batch, int head, int firstRow, int rows, int key, int keyCount) => Range(batch, head, firstRow, rows, keyCount).Next(key, keyCount);

    /// <inheritdoc/>
    public BlockCover Cover(int batch, int head, int firstRow, int rows, int firstKey, int keys) => chosen.Cover(firstRow, rows);

    /// <inheritdoc/>
    public ulong Row64(int batch, int head, int row, int firstKey) => Allows(batch, head, row, firstKey) ? ulong.MaxValue : 0;
}
