using Heed.Numerics;

namespace Heed.Cache;

/// <summary>The rows of a <see cref="PagedCache"/>: a run ends with its page.</summary>
internal readonly unsafe struct PagedRows(PagePool pool, int[][] tables, int[] lengths) : ICacheRows
{
    public int KeyStride => pool.KeyStride;

    public int ValueStride => pool.ValueStride;

    public int Sinks => 0;

    public int Window => CacheShape.LongestSequence;

    public int Ahead => FloatRows.Ahead;

    public int ScratchFloats => 0;

    public int Length(int row) => lengths[row];

    public float* Keys(int row, int head, int position, int wanted, float* scratch, out int count)
    {
        (int page, int offset) = Math.DivRem(position, pool.PagePositions);
        count = Math.Min(wanted, pool.PagePositions - offset);
        if (count < wanted) Prefetch.Lines(pool.Keys(tables[row][page + 1], head, 0), AheadOf(wanted - count, KeyStride));
        return pool.Keys(tables[row][page], head, offset);
    }

    public float* Values(int row, int head, int position, int wanted, float* scratch, out int count)
    {
        (int page, int offset) = Math.DivRem(position, pool.PagePositions);
        count = Math.Min(wanted, pool.PagePositions - offset);
        if (count < wanted) Prefetch.Lines(pool.Values(tables[row][page + 1], head, 0), AheadOf(wanted - count, ValueStride));
        return pool.Values(tables[row][page], head, offset);
    }

    /// <summary>What to ask for of the next page, which no reader of this one sees coming.</summary>
    private int AheadOf(int positions, int stride)
        => (int)Math.Min(Ahead, (long)Math.Min(positions, pool.PagePositions) * stride * sizeof(float));
}
