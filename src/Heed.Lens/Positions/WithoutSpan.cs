using Heed.Masks;

namespace Heed.Lens.Positions;

/// <summary>Hides a span of keys from every query after it; the span's own tokens see each other, and those before it never saw it.</summary>
/// <param name="span">The keys.</param>
internal readonly struct WithoutSpan(KeyRange span) : IMask
{
    /// <inheritdoc/>
    public string Name => $"without({span.Start}…{span.End - 1})";

    /// <inheritdoc/>
    public void Check(int batch, int heads, int queryCount, int keyCount) { }

    /// <inheritdoc/>
    public bool Allows(int batch, int head, int row, int key) => row < span.End || key < span.Start || key >= span.End;

    /// <inheritdoc/>
    public KeyRange Range(int batch, int head, int firstRow, int rows, int keyCount) => new(0, keyCount);

    /// <inheritdoc/>
    public int NextKey(int batch, int head, int firstRow, int rows, int key, int keyCount)
        => firstRow >= span.End && key >= span.Start && key < span.End ? Math.Min(span.End, keyCount) : Math.Min(key, keyCount);

    /// <inheritdoc/>
    public BlockCover Cover(int batch, int head, int firstRow, int rows, int firstKey, int keys)
    {
        BlockCover hidden = span.Cover(firstKey, keys);
        return hidden == BlockCover.Empty || firstRow + rows <= span.End ? BlockCover.Whole
            : hidden == BlockCover.Whole && firstRow >= span.End ? BlockCover.Empty : BlockCover.Mixed;
    }

    /// <inheritdoc/>
    public ulong Row64(int batch, int head, int row, int firstKey) => row < span.End ? ulong.MaxValue : ~span.Bits64(firstKey);
}
