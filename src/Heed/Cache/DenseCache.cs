namespace Heed.Cache;

/// <summary>
/// Every position in one block of float32: keys [B, Hkv, capacity, D], values [B, Hkv, capacity, Dv], each row filled up to whole
/// 64-byte lines.
/// </summary>
/// <remarks>See <see cref="AttentionCache"/> for shapes, ownership and threads.</remarks>
public sealed unsafe class DenseCache : AttentionCache
{
    private readonly RowStore _keys, _values;
    private readonly bool _isFixed;

    /// <summary>Makes an empty cache.</summary>
    /// <param name="shape">B, Hkv, D and Dv.</param>
    /// <param name="capacity">Positions of each batch row there is room for at first.</param>
    /// <param name="isFixed">Whether appending beyond the capacity is refused; otherwise the block is copied to one of at least twice the size.</param>
    /// <exception cref="ArgumentException">A size is below 1.</exception>
    public DenseCache(CacheShape shape, int capacity, bool isFixed = false) : base(shape)
    {
        int room = Cache.Capacity.Checked(capacity);
        _isFixed = isFixed;
        _keys = new RowStore(shape.Batch * shape.KeyHeads, room, FloatRows.Stride(shape.Width) * sizeof(float));
        _values = new RowStore(shape.Batch * shape.KeyHeads, room, FloatRows.Stride(shape.ValueWidth) * sizeof(float));
    }

    /// <summary>Positions of each batch row there is room for.</summary>
    public int Capacity => _keys.Capacity;

    /// <inheritdoc/>
    public override long Bytes => _keys.Bytes + _values.Bytes;

    internal override void Attend<TMask, TScore>(in DecodeCall call, TMask mask, TScore score)
        => AttentionDecode<DenseRows, TMask, TScore>.Run(call, new DenseRows(_keys, _values, Shape.KeyHeads, Lengths), mask, score);

    private protected override void Reserve(int firstRow, int rows, int count)
    {
        int capacity = Cache.Capacity.For(Capacity, _isFixed, Lengths.AsSpan(firstRow, rows), firstRow, count);
        if (capacity == Capacity) return;
        _values.Grow(capacity, Lengths, Shape.KeyHeads);
        _keys.Grow(capacity, Lengths, Shape.KeyHeads);
    }

    private protected override void Write(int row, int source, HeadView keys, HeadView values)
    {
        for (int h = 0; h < Shape.KeyHeads; h++)
        {
            int group = row * Shape.KeyHeads + h;
            FloatRows.Copy(keys, source, h, 0, keys.Length, (float*)_keys.Row(group, Lengths[row]));
            FloatRows.Copy(values, source, h, 0, keys.Length, (float*)_values.Row(group, Lengths[row]));
        }
    }

    private protected override void Free()
    {
        _keys.Dispose();
        _values.Dispose();
    }
}
