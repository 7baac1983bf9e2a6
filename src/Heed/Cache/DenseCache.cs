namespace Heed.Cache;

/// <summary>
/// Every position in one block: keys [B, Hkv, capacity, D], values [B, Hkv, capacity, Dv], each row filled up to a multiple of 16
/// numbers. Float32 is kept as given; float16 and bfloat16, which take half the memory, are rounded when appended and widened,
/// exactly, when read.
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
    /// <param name="element">How keys and values are stored.</param>
    /// <exception cref="ArgumentException">A size is below 1, or the element is none of float32, float16 and bfloat16.</exception>
    public DenseCache(CacheShape shape, int capacity, bool isFixed = false, ElementType element = ElementType.Float32) : base(shape)
    {
        if (element is not (ElementType.Float32 or ElementType.Float16 or ElementType.BFloat16))
            throw new ArgumentException($"element: expected float32, float16 or bfloat16; got {element}.", nameof(element));
        Element = element;
        int room = Cache.Capacity.Checked(capacity);
        _isFixed = isFixed;
        _keys = new RowStore(shape.Batch * shape.KeyHeads, room, RowBytes(shape.Width, element));
        _values = new RowStore(shape.Batch * shape.KeyHeads, room, RowBytes(shape.ValueWidth, element));
    }

    /// <summary>Positions of each batch row there is room for.</summary>
    public int Capacity => _keys.Capacity;

    /// <summary>How keys and values are stored.</summary>
    public ElementType Element { get; }

    /// <inheritdoc/>
    public override long Bytes => _keys.Bytes + _values.Bytes;

    /// <summary>Bytes that one position of every batch row takes, keys and values.</summary>
    /// <param name="shape">B, Hkv, D and Dv.</param>
    /// <param name="element">How they are stored.</param>
    /// <exception cref="ArgumentException">A size is below 1.</exception>
    public static long BytesOfPosition(CacheShape shape, ElementType element = ElementType.Float32)
        => (long)shape.Checked().Batch * shape.KeyHeads * (RowBytes(shape.Width, element) + RowBytes(shape.ValueWidth, element));

    private static int RowBytes(int width, ElementType element) => FloatRows.Stride(width) * (element == ElementType.Float32 ? sizeof(float) : sizeof(ushort));

    /// <summary>The first <paramref name="length"/> positions of every batch row in place, for <see cref="Attention"/>: valid until the next append.</summary>
    /// <param name="length">At most the shortest row's.</param>
    /// <returns>Keys [B, Hkv, length, D] and values [B, Hkv, length, Dv].</returns>
    /// <exception cref="ArgumentException">A row is shorter.</exception>
    public (HeadView Keys, HeadView Values) View(int length)
    {
        CheckAlive();
        int shortest = int.MaxValue;
        foreach (int row in Lengths) shortest = Math.Min(shortest, row);
        if (length < 0 || length > shortest)
            throw new ArgumentOutOfRangeException(nameof(length), $"length: expected 0 … {shortest}, the shortest row's; got {length}.");
        return (View(_keys, Shape.Width, length), View(_values, Shape.ValueWidth, length));
    }

    /// <summary>Appends what a batch row of another cache begins with, bit for bit.</summary>
    /// <param name="row">The batch row here.</param>
    /// <param name="source">A cache of the same heads, widths and element.</param>
    /// <param name="sourceRow">Its batch row.</param>
    /// <param name="count">Positions, at most that row's.</param>
    /// <exception cref="ArgumentException">The caches differ, or a row or the count is off.</exception>
    /// <exception cref="InvalidOperationException">There is no room.</exception>
    public void Append(int row, DenseCache source, int sourceRow, int count)
    {
        CheckRow(row);
        source.CheckRow(sourceRow);
        if (source.Element != Element || source.Shape with { Batch = Shape.Batch } != Shape)
            throw new ArgumentException($"source: expected {Shape} of {Element} but for the batch; got {source.Shape} of {source.Element}.", nameof(source));
        if (count < 0 || count > source.Length(sourceRow))
            throw new ArgumentOutOfRangeException(nameof(count), $"count: expected 0 … {source.Length(sourceRow)}, the length of row {sourceRow}; got {count}.");
        Reserve(row, 1, count);
        for (int h = 0; h < Shape.KeyHeads; h++)
        {
            int from = sourceRow * Shape.KeyHeads + h, to = row * Shape.KeyHeads + h;
            Buffer.MemoryCopy(source._keys.Row(from, 0), _keys.Row(to, Lengths[row]), (long)count * _keys.RowBytes, (long)count * _keys.RowBytes);
            Buffer.MemoryCopy(source._values.Row(from, 0), _values.Row(to, Lengths[row]), (long)count * _values.RowBytes, (long)count * _values.RowBytes);
        }
        Lengths[row] += count;
    }

    /// <summary>Some positions of every batch row in a cache of their own, bit for bit.</summary>
    /// <param name="start">The first.</param>
    /// <param name="end">One past the last, at most the shortest row's length.</param>
    /// <exception cref="ArgumentException">A row is shorter, or there is nothing between.</exception>
    public DenseCache Tail(int start, int end)
    {
        _ = View(end); // checks
        if (start < 0 || start >= end) throw new ArgumentOutOfRangeException(nameof(start), $"start: expected 0 … {end - 1}; got {start}.");
        var tail = new DenseCache(Shape, end - start, isFixed: true, Element);
        for (int b = 0; b < Shape.Batch; b++)
        {
            for (int h = 0; h < Shape.KeyHeads; h++)
            {
                int group = b * Shape.KeyHeads + h;
                long bytes = end - start;
                Buffer.MemoryCopy(_keys.Row(group, start), tail._keys.Row(group, 0), bytes * _keys.RowBytes, bytes * _keys.RowBytes);
                Buffer.MemoryCopy(_values.Row(group, start), tail._values.Row(group, 0), bytes * _values.RowBytes, bytes * _values.RowBytes);
            }
            tail.Lengths[b] = end - start;
        }
        return tail;
    }

    private HeadView View(RowStore store, int width, int length)
    {
        int stride = store.RowBytes / (Element == ElementType.Float32 ? sizeof(float) : sizeof(ushort));
        nint head = (nint)store.Capacity * stride;
        return new HeadView((nint)store.Row(0, 0), Shape.Batch, Shape.KeyHeads, length, width, Shape.KeyHeads * head, head, stride) { Element = Element };
    }

    internal override void Attend<TMask, TScore>(in DecodeCall call, TMask mask, TScore score)
    {
        if (Element == ElementType.Float32)
            AttentionDecode<DenseRows, TMask, TScore>.Run(call, new DenseRows(_keys, _values, Shape.KeyHeads, Lengths), mask, score);
        else
            AttentionDecode<HalfRows, TMask, TScore>.Run(call, new HalfRows(_keys, _values, Shape.KeyHeads, Lengths, Element), mask, score);
    }

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
            Write(keys, source, h, _keys.Row(group, Lengths[row]));
            Write(values, source, h, _values.Row(group, Lengths[row]));
        }
    }

    private void Write(HeadView rows, int batch, int head, byte* target)
    {
        if (Element == ElementType.Float32) FloatRows.Copy(rows, batch, head, 0, rows.Length, (float*)target);
        else HalfRows.Write(rows, batch, head, 0, rows.Length, Element, (ushort*)target);
    }

    private protected override void Free()
    {
        _keys.Dispose();
        _values.Dispose();
    }
}
