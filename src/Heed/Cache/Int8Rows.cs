namespace Heed.Cache;

/// <summary>The rows of an <see cref="Int8Cache"/>: a few at a time, widened into scratch that stays in the first-level cache.</summary>
internal readonly unsafe struct Int8Rows(Int8Store keys, Int8Store values, int heads, int[] lengths) : ICacheRows
{
    private const int Run = 32; // 16 KB at a head size of 128

    public int KeyStride => keys.Stride;

    public int ValueStride => values.Stride;

    public int Sinks => 0;

    public int Window => CacheShape.LongestSequence;

    public int Ahead => 0;

    public int ScratchFloats => Run * Math.Max(keys.Stride, values.Stride);

    public int Length(int row) => lengths[row];

    public float* Keys(int row, int head, int position, int wanted, float* scratch, out int count)
    {
        count = Math.Min(wanted, Run);
        keys.Read(row * heads + head, position, count, scratch);
        return scratch;
    }

    public float* Values(int row, int head, int position, int wanted, float* scratch, out int count)
    {
        count = Math.Min(wanted, Run);
        values.Read(row * heads + head, position, count, scratch);
        return scratch;
    }
}
