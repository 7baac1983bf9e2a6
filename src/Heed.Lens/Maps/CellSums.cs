using Heed.Masks;

namespace Heed.Lens.Maps;

/// <summary>Puts a coarse tile together from finer cells.</summary>
internal sealed class CellSums
{
    private readonly int _level, _firstRow, _firstKey, _rows, _columns;
    private readonly float[] _largest;
    private readonly double[] _sums;
    private readonly long[] _allowed;

    /// <summary>Nothing yet.</summary>
    /// <param name="level">Of the coarse tile.</param>
    /// <param name="rows">Its queries.</param>
    /// <param name="keys">Its keys.</param>
    public CellSums(int level, KeyRange rows, KeyRange keys)
    {
        (_level, _firstRow, _firstKey) = (level, rows.Start, keys.Start);
        (_rows, _columns) = (Cells(rows), Cells(keys));
        int cells = _rows * _columns;
        (_largest, _sums, _allowed) = (new float[cells], new double[cells], new long[cells]);

        int Cells(KeyRange range) => (int)(((long)range.End - range.Start + (1L << level) - 1) >> level);
    }

    /// <summary>Adds finer cells.</summary>
    /// <param name="cells">They.</param>
    /// <param name="firstRow">Their first query.</param>
    /// <param name="firstKey">Their first key.</param>
    /// <param name="level">Their level, at most the coarse one.</param>
    public void Add(BaseCells cells, int firstRow, int firstKey, int level)
    {
        int shift = _level - level, column0 = (firstKey - _firstKey) >> level;
        for (int first = 0, row = (firstRow - _firstRow) >> level; first < cells.Allowed.Length; first += cells.Columns, row++)
        {
            int target = (row >> shift) * _columns;
            for (int column = 0; column < cells.Columns; column++)
            {
                int allowed = cells.Allowed[first + column];
                if (allowed == 0) continue;
                int at = target + ((column0 + column) >> shift);
                _largest[at] = Math.Max(_largest[at], cells.Largest[first + column]);
                _sums[at] += (double)cells.Mean[first + column] * allowed;
                _allowed[at] += allowed;
            }
        }
    }

    /// <summary>The tile. A weight that is no number makes mean and largest of its cell NaN.</summary>
    public CellTile Tile(int head)
    {
        var mean = new float[_sums.Length];
        for (int cell = 0; cell < mean.Length; cell++)
            if (_allowed[cell] > 0) mean[cell] = (float)(_sums[cell] / _allowed[cell]);
        return new CellTile(head, _level, _firstRow, _firstKey, _rows, _columns, _largest, mean, _allowed);
    }
}
