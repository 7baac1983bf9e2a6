namespace Heed.Cache;

/// <summary>[groups, capacity] rows of <see cref="Int8Blocks"/>, bytes and scales apart.</summary>
internal sealed unsafe class Int8Store(int groups, int capacity, int width) : IDisposable
{
    private readonly RowStore _bytes = new(groups, capacity, Int8Blocks.Stride(width));
    private readonly RowStore _scales = new(groups, capacity, Int8Blocks.Stride(width) / Int8Blocks.Size * sizeof(float));

    public int Capacity => _bytes.Capacity;

    public long Bytes => _bytes.Bytes + _scales.Bytes;

    /// <summary>Bytes of a row, its scales included.</summary>
    public static long RowBytes(int width) => Int8Blocks.Stride(width) + (long)Int8Blocks.Stride(width) / Int8Blocks.Size * sizeof(float);

    /// <summary>Values of a row, those that fill the last block included.</summary>
    public int Stride => _bytes.RowBytes;

    public void Grow(int newCapacity, ReadOnlySpan<int> lengths, int groupsPerLength)
    {
        _scales.Grow(newCapacity, lengths, groupsPerLength);
        _bytes.Grow(newCapacity, lengths, groupsPerLength);
    }

    public void Write(HeadView source, int batch, int head, int group, int position)
    {
        for (int t = 0; t < source.Length; t++)
            Int8Blocks.Write(source.Row(batch, head, t), width, (sbyte*)_bytes.Row(group, position + t), (float*)_scales.Row(group, position + t));
    }

    /// <summary>Reads <paramref name="rows"/> rows as floats.</summary>
    public void Read(int group, int position, int rows, float* target)
        => Int8Blocks.Read((sbyte*)_bytes.Row(group, position), (float*)_scales.Row(group, position), rows * (Stride / Int8Blocks.Size), target);

    public void Dispose()
    {
        _bytes.Dispose();
        _scales.Dispose();
    }
}
