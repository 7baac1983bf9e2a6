namespace Heed.Cache;

/// <summary>
/// Keys and values as signed bytes, each 32 of one position and head with a float scale of their own: 36 bytes for 128. An approximation: it has
/// to be asked for by name.
/// </summary>
/// <remarks>
/// <para><b>Error.</b> A stored value is off by at most max|x| / 254, the maximum being that of its 32. For a query q with scale s, let
/// ε = s · Σ_d |q_d| · e_d with e_d the largest such error of key column d; then every score is off by at most ε, every weight by a factor
/// between exp(−2ε) and exp(2ε), the log-sum-exp by at most ε, and the output by at most (exp(2ε) − 1)·max|v| + max|v| / 254. The test
/// <c>Int8CacheTests</c> measures it.</para>
/// <para><b>NaN and ∞</b> make their block of 32 NaN, and with it the rows that see that position.</para>
/// <para>See <see cref="AttentionCache"/> for shapes, ownership and threads.</para>
/// </remarks>
public sealed class Int8Cache : AttentionCache
{
    private readonly Int8Store _keys, _values;
    private readonly bool _isFixed;

    /// <summary>Makes an empty cache.</summary>
    /// <param name="shape">B, Hkv, D and Dv; rows are filled up to multiples of 32.</param>
    /// <param name="capacity">Positions of each batch row there is room for at first.</param>
    /// <param name="isFixed">Whether appending beyond the capacity is refused; otherwise the block is copied to one of at least twice the size.</param>
    /// <exception cref="ArgumentException">A size is below 1.</exception>
    public Int8Cache(CacheShape shape, int capacity, bool isFixed = false) : base(shape)
    {
        int room = Cache.Capacity.Checked(capacity);
        _isFixed = isFixed;
        _keys = new Int8Store(shape.Batch * shape.KeyHeads, room, shape.Width);
        _values = new Int8Store(shape.Batch * shape.KeyHeads, room, shape.ValueWidth);
    }

    /// <summary>Positions of each batch row there is room for.</summary>
    public int Capacity => _keys.Capacity;

    /// <inheritdoc/>
    public override long Bytes => _keys.Bytes + _values.Bytes;

    /// <summary>Bytes that one position of every batch row takes, keys, values and their scales.</summary>
    /// <param name="shape">B, Hkv, D and Dv.</param>
    /// <exception cref="ArgumentException">A size is below 1.</exception>
    public static long BytesOfPosition(CacheShape shape)
        => (long)shape.Checked().Batch * shape.KeyHeads * (Int8Store.RowBytes(shape.Width) + Int8Store.RowBytes(shape.ValueWidth));

    internal override void Attend<TMask, TScore>(in DecodeCall call, TMask mask, TScore score)
        => AttentionDecode<Int8Rows, TMask, TScore>.Run(call, new Int8Rows(_keys, _values, Shape.KeyHeads, Lengths), mask, score);

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
            _keys.Write(keys, source, h, row * Shape.KeyHeads + h, Lengths[row]);
            _values.Write(values, source, h, row * Shape.KeyHeads + h, Lengths[row]);
        }
    }

    private protected override void Free()
    {
        _keys.Dispose();
        _values.Dispose();
    }
}
