namespace Heed.Cache;

/// <summary>The rows of a <see cref="PagedCache"/>: a run ends with its page.</summary>
internal readonly unsafe struct PagedRows(PagePool pool, int[][] tables, int[] lengths) : ICacheRows
{
    public int KeyStride => pool.KeyStride;

    public int ValueStride => pool.ValueStride;

    public int Sinks => 0;

    public int Window => CacheShape.LongestSequence;

    public int ScratchFloats => 0;

    public int Length(int row) => lengths[row];

    public float* Keys(int row, int head, int position, int wanted, float* scratch, out int count, out float* next)
    {
        (int page, int offset) = Math.DivRem(position, pool.PagePositions);
        count = Math.Min(wanted, pool.PagePositions - offset);
        next = count < wanted ? pool.Keys(tables[row][page + 1], head, 0) : null;
        return pool.Keys(tables[row][page], head, offset);
    }

    public float* Values(int row, int head, int position, int wanted, float* scratch, out int count, out float* next)
    {
        (int page, int offset) = Math.DivRem(position, pool.PagePositions);
        count = Math.Min(wanted, pool.PagePositions - offset);
        next = count < wanted ? pool.Values(tables[row][page + 1], head, 0) : null;
        return pool.Values(tables[row][page], head, offset);
    }
}
