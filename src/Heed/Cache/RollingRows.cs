namespace Heed.Cache;

/// <summary>The rows of a <see cref="RollingCache"/>: sinks, then a ring that is read in at most two runs.</summary>
internal readonly unsafe struct RollingRows(RowStore keys, RowStore values, int heads, int[] lengths, int sinks, int window) : ICacheRows
{
    public int KeyStride => keys.RowBytes / sizeof(float);

    public int ValueStride => values.RowBytes / sizeof(float);

    public int Sinks => sinks;

    public int Window => window;

    public int ScratchFloats => 0;

    /// <summary>Where a position lies, and how many follow it there.</summary>
    public static int Slot(int position, int sinks, int ring, out int run)
    {
        if (position < sinks)
        {
            run = sinks - position;
            return position;
        }
        int turn = (position - sinks) % ring;
        run = ring - turn;
        return sinks + turn;
    }

    public int Length(int row) => lengths[row];

    public float* Keys(int row, int head, int position, int wanted, float* scratch, out int count, out float* next) => Rows(keys, row, head, position, wanted, out count, out next);

    public float* Values(int row, int head, int position, int wanted, float* scratch, out int count, out float* next) => Rows(values, row, head, position, wanted, out count, out next);

    private float* Rows(RowStore store, int row, int head, int position, int wanted, out int count, out float* next)
    {
        int slot = Slot(position, sinks, store.Capacity - sinks, out int run);
        count = Math.Min(run, wanted);
        next = (float*)store.Row(row * heads + head, Slot(position + count, sinks, store.Capacity - sinks, out _));
        return (float*)store.Row(row * heads + head, slot);
    }
}
