namespace Heed.Cache;

/// <summary>The rows of an <see cref="Int8Cache"/>: a few at a time, widened into scratch that stays in the first-level cache.</summary>
internal readonly unsafe struct Int8Rows(Int8Store keys, Int8Store values, int heads, int[] lengths) : ICacheRows
{
    private const int Run = DecodeTiles.Run;

    public int KeyStride => keys.Stride;

    public int ValueStride => values.Stride;

    public int Sinks => 0;

    public int Window => CacheShape.LongestSequence;

    public int ScratchFloats => Run * Math.Max(keys.Stride, values.Stride);

    public int Length(int row) => lengths[row];

    public float* Keys(int row, int head, int position, int wanted, float* scratch, out int count, out float* next)
    {
        count = Math.Min(wanted, Run);
        next = null;
        keys.Read(row * heads + head, position, count, scratch);
        return scratch;
    }

    public float* Values(int row, int head, int position, int wanted, float* scratch, out int count, out float* next)
    {
        count = Math.Min(wanted, Run);
        next = null;
        values.Read(row * heads + head, position, count, scratch);
        return scratch;
    }
}
