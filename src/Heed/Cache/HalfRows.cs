using System.Runtime.InteropServices;
using Heed.Numerics;

namespace Heed.Cache;

/// <summary>
/// The rows of a <see cref="DenseCache"/> of 16-bit numbers: a few at a time, widened into scratch that stays in the first-level cache.
/// </summary>
internal readonly unsafe struct HalfRows(RowStore keys, RowStore values, int heads, int[] lengths, ElementType element) : ICacheRows
{
    private const int Run = DecodeTiles.Run;

    public int KeyStride => keys.RowBytes / sizeof(ushort);

    public int ValueStride => values.RowBytes / sizeof(ushort);

    public int Sinks => 0;

    public int Window => CacheShape.LongestSequence;

    public int ScratchFloats => Run * Math.Max(KeyStride, ValueStride);

    /// <summary>Rounds rows of one head, from position <paramref name="first"/> of the source on; each filled up with zeros.</summary>
    public static void Write(HeadView source, int batch, int head, int first, int count, ElementType element, ushort* target)
    {
        int stride = FloatRows.Stride(source.Width);
        for (int t = 0; t < count; t++, target += stride)
        {
            Narrowing.Run(element, source.Row(batch, head, first + t), source.Width, target);
            NativeMemory.Clear(target + source.Width, (nuint)(stride - source.Width) * sizeof(ushort));
        }
    }

    public int Length(int row) => lengths[row];

    public float* Keys(int row, int head, int position, int wanted, float* scratch, out int count, out float* next)
    {
        count = Math.Min(wanted, Run);
        next = null;
        return Read(keys, row * heads + head, position, count, scratch);
    }

    public float* Values(int row, int head, int position, int wanted, float* scratch, out int count, out float* next)
    {
        count = Math.Min(wanted, Run);
        next = null;
        return Read(values, row * heads + head, position, count, scratch);
    }

    private float* Read(RowStore store, int group, int position, int count, float* scratch)
    {
        int numbers = count * (store.RowBytes / sizeof(ushort));
        var source = (ushort*)store.Row(group, position);
        Widening.Run(element, source, numbers, scratch, source + numbers);
        return scratch;
    }
}
