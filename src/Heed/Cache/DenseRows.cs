namespace Heed.Cache;

/// <summary>The rows of a <see cref="DenseCache"/>: one run from any position to the end.</summary>
internal readonly unsafe struct DenseRows(RowStore keys, RowStore values, int heads, int[] lengths) : ICacheRows
{
    public int KeyStride => keys.RowBytes / sizeof(float);

    public int ValueStride => values.RowBytes / sizeof(float);

    public int Sinks => 0;

    public int Window => CacheShape.LongestSequence;

    public int ScratchFloats => 0;

    public int Length(int row) => lengths[row];

    public float* Keys(int row, int head, int position, int wanted, float* scratch, out int count, out float* next)
    {
        count = wanted;
        next = null;
        return (float*)keys.Row(row * heads + head, position);
    }

    public float* Values(int row, int head, int position, int wanted, float* scratch, out int count, out float* next)
    {
        count = wanted;
        next = null;
        return (float*)values.Row(row * heads + head, position);
    }
}
