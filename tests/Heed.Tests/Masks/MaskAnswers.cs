using Heed.Masks;

namespace Heed.Tests.Masks;

/// <summary>A mask's fast answers held against its definition, <see cref="IMask.Allows"/>, at every row, block
/// and key of one size.</summary>
internal sealed class MaskAnswers
{
    private readonly IMask _mask;
    private readonly int _batch, _rows, _keys;
    private readonly bool[] _allowed; // [B, rows, keys]

    public MaskAnswers(IMask mask, int batch, int rows, int keys)
    {
        (_mask, _batch, _rows, _keys) = (mask, batch, rows, keys);
        _allowed = new bool[batch * rows * keys];
        for (int at = 0; at < _allowed.Length; at++) _allowed[at] = mask.Allows(at / keys / rows, 0, at / keys % rows, at % keys);
    }

    public void NextKeyStepsOverNoAllowedKey()
    {
        foreach ((int b, int row, int rows) in Blocks())
        {
            bool[] any = Any(b, row, rows);
            for (int from = 0; from < _keys; from++)
            {
                int next = _mask.NextKey(b, 0, row, rows, from, _keys);
                int first = Array.IndexOf(any, true, from);
                if (next < from || next > _keys || (first >= 0 && next > first))
                    Assert.Fail($"{_mask.Name} {b} {row}+{rows}: stepped from {from} to {next} over {first}");
            }
        }
    }

    public void Row64EqualsAllows()
    {
        for (int b = 0; b < _batch; b++)
            for (int i = 0; i < _rows; i++)
                for (int first = 0; first < _keys; first += 64)
                {
                    ulong bits = _mask.Row64(b, 0, i, first);
                    for (int j = first; j < Math.Min(first + 64, _keys); j++)
                        if (Allowed(b, i, j) != ((bits >> (j - first) & 1) != 0)) Assert.Fail($"{_mask.Name} {b} {i} {j}");
                }
    }

    public void RangeHoldsEveryAllowedKey()
    {
        foreach ((int b, int row, int rows) in Blocks())
        {
            KeyRange range = _mask.Range(b, 0, row, rows, _keys);
            bool[] any = Any(b, row, rows);
            for (int j = 0; j < _keys; j++)
                if (any[j] && (j < range.Start || j >= range.End)) Assert.Fail($"{_mask.Name} {b} {row}+{rows} {j} {range}");
            Assert.True(range.IsEmpty || (range.Start >= 0 && range.End <= _keys));
        }
    }

    public void CoverNeverClaimsTooMuch()
    {
        foreach ((int b, int row, int rows) in Blocks())
            foreach ((int key, int keys) in new[] { (0, _keys), (0, 64), (64, 64), (12, 1), (128, _keys - 128), (100, 10) })
            {
                BlockCover cover = _mask.Cover(b, 0, row, rows, key, keys);
                bool any = false, all = true;
                for (int i = row; i < row + rows; i++)
                    for (int j = key; j < key + keys; j++)
                    {
                        any |= Allowed(b, i, j);
                        all &= Allowed(b, i, j);
                    }
                if (cover == BlockCover.Empty) Assert.False(any, $"{_mask.Name} {b} {row}+{rows} {key}+{keys} is not empty");
                if (cover == BlockCover.Whole) Assert.True(all, $"{_mask.Name} {b} {row}+{rows} {key}+{keys} is not whole");
            }
    }

    private bool Allowed(int batch, int row, int key) => _allowed[(batch * _rows + row) * _keys + key];

    private bool[] Any(int batch, int row, int rows)
    {
        var any = new bool[_keys];
        for (int i = row; i < row + rows; i++)
            for (int j = 0; j < _keys; j++) any[j] |= Allowed(batch, i, j);
        return any;
    }

    private IEnumerable<(int Batch, int Row, int Rows)> Blocks()
        => from b in Enumerable.Range(
            0, _batch) from block in new[] { (0, 1), (0, _rows), (7, 6), (12, 1), (_rows - 1, 1) } select (b, block.Item1, block.Item2);
}
