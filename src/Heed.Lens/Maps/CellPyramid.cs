using Heed.Masks;

namespace Heed.Lens.Maps;

/// <summary>
/// The coarse tiles of one head of a map, for looking at again and again: cells of one level are computed once, tile by tile as they are needed, and every
/// coarser tile is put together from them. Finer tiles, which are quick, are computed each time.
/// </summary>
/// <remarks>
/// <para><b>Numbers.</b> At <see cref="BaseLevel"/> and below those of <see cref="AttentionMap.Cells"/> themselves. Above, the largest weight and the number
/// of allowed pairs have the same bits; the mean is Σ mean·allowed ÷ Σ allowed in double over cells whose means were rounded to float32 once, so that it is
/// off by one rounding more than theirs.</para>
/// <para><b>Memory.</b> 12 bytes a cell of the base level where anything is allowed, at most 2048 × 2048 of them: 48 MiB at any length, half of it under a
/// causal mask.</para>
/// <para><b>Threads.</b> May be asked by several threads at once; what two of them need is computed by one, while the other waits.</para>
/// </remarks>
public sealed class CellPyramid
{
    /// <summary>Cells of the base level along either side of the plane, at most.</summary>
    public const int MostCells = 2048;

    // A finer tile is 2048² weights at most, which take a few milliseconds: less than keeping their cells is worth.
    private const int LeastLevel = 4;

    private readonly AttentionMap _map;
    private readonly int _head, _columns;
    private readonly Lock[] _making;
    private readonly BaseCells?[] _tiles;
    private long _bytes;

    /// <summary>Computes nothing yet.</summary>
    /// <param name="map">Borrowed: once it is disposed, only what is there can be had.</param>
    /// <param name="head">Query head.</param>
    /// <exception cref="HeedException">The head is outside.</exception>
    public CellPyramid(AttentionMap map, int head)
    {
        map.RequireHead(head);
        (_map, _head) = (map, head);
        BaseLevel = LeastLevel;
        while ((long)MostCells << BaseLevel < Math.Max(map.QueryCount, map.KeyCount)) BaseLevel++;
        _columns = Tiles(map.KeyCount);
        _tiles = new BaseCells?[Tiles(map.QueryCount) * _columns];
        _making = [.. _tiles.Select(_ => new Lock())];

        int Tiles(int count) => (int)((count + ((long)AttentionMap.TileSide << BaseLevel) - 1) / ((long)AttentionMap.TileSide << BaseLevel));
    }

    /// <summary>The level whose cells are kept: 4, or the first at which they are at most <see cref="MostCells"/> a side.</summary>
    public int BaseLevel { get; }

    /// <summary>Bytes that are kept now.</summary>
    public long Bytes => Interlocked.Read(ref _bytes);

    /// <summary>A tile of 256 × 256 cells, as <see cref="AttentionMap.Cells"/>.</summary>
    /// <param name="level">n, below <see cref="AttentionMap.Levels"/>.</param>
    /// <param name="tileRow">Which tile from top to bottom.</param>
    /// <param name="tileColumn">Which tile from left to right.</param>
    /// <param name="cancellation">Stops between two tiles of the base level; those that are done stay.</param>
    /// <exception cref="HeedException">Level or tile are outside.</exception>
    /// <exception cref="ObjectDisposedException">The map was disposed, and what is needed was not computed before.</exception>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public CellTile Cells(int level, int tileRow = 0, int tileColumn = 0, CancellationToken cancellation = default)
    {
        if (level < BaseLevel) return _map.Cells(_head, level, tileRow, tileColumn);
        (KeyRange rows, KeyRange keys) = _map.RangesOf(level, tileRow, tileColumn);
        var sums = new CellSums(level, rows, keys);
        int shift = level - BaseLevel, side = AttentionMap.TileSide << BaseLevel;
        for (int row = tileRow << shift; (long)row * side < rows.End; row++)
            for (int column = tileColumn << shift; (long)column * side < keys.End; column++)
            {
                cancellation.ThrowIfCancellationRequested();
                sums.Add(Base(row, column), row * side, column * side, BaseLevel);
            }
        return sums.Tile(_head);
    }

    private BaseCells Base(int row, int column)
    {
        int index = row * _columns + column;
        lock (_making[index])
        {
            if (_tiles[index] is { } there) return there;
            BaseCells made = _tiles[index] = BaseCells.Of(_map.Cells(_head, BaseLevel, row, column));
            Interlocked.Add(ref _bytes, made.Bytes);
            return made;
        }
    }
}
