namespace Heed.Cache;

/// <summary>
/// The first S positions (the sinks) and the W most recent ones, in memory that never grows: a query at position p sees 0 … S−1 and
/// p−W+1 … p, as with a causal mask, whatever was appended in between.
/// <code>
/// sinks 2, window 3, query at 7     x x . . . x x x
/// </code>
/// </summary>
/// <remarks>
/// <para>The recent positions lie in a ring of W + steps − 1 rows, so that <c>steps</c> queries appended together each still see all of their
/// own window: decoding one by one and decoding together give the same bits.</para>
/// <para>Keys keep the positions they were rotated to. Xiao et al. 2024 (StreamingLLM) number the kept positions anew instead, which
/// only matters to models that have never seen the distance between sinks and window.</para>
/// <para>See <see cref="AttentionCache"/> for shapes, ownership and threads. Source: Xiao et al. 2024, Efficient Streaming Language Models with
/// Attention Sinks.</para>
/// </remarks>
public sealed unsafe class RollingCache : AttentionCache
{
    private readonly RowStore _keys, _values;
    private readonly int[] _oldest; // [B]: the first position past the sinks that the ring still holds
    private readonly int _ring;

    /// <summary>Makes an empty cache.</summary>
    /// <param name="shape">B, Hkv, D and Dv.</param>
    /// <param name="sinks">S, positions from 0 on that are never dropped; may be 0.</param>
    /// <param name="window">W, positions a query sees up to its own.</param>
    /// <param name="steps">The most queries attended at once after positions have been dropped, and the most positions taken back by truncating plus one.</param>
    /// <exception cref="ArgumentException">A size is too small, or the sum is too large.</exception>
    public RollingCache(CacheShape shape, int sinks, int window, int steps = 1) : base(shape)
    {
        if (sinks < 0) throw new ArgumentOutOfRangeException(nameof(sinks), $"sinks: expected 0 or more; got {sinks}.");
        if (window < 1) throw new ArgumentOutOfRangeException(nameof(window), $"window: expected 1 or more; got {window}.");
        if (steps < 1) throw new ArgumentOutOfRangeException(nameof(steps), $"steps: expected 1 or more; got {steps}.");
        int room = Capacity.Checked((int)Math.Min(int.MaxValue, (long)sinks + window + steps - 1));
        (Sinks, Window, Steps, _ring) = (sinks, window, steps, room - sinks);
        _oldest = new int[shape.Batch];
        _oldest.AsSpan().Fill(sinks);
        _keys = new RowStore(shape.Batch * shape.KeyHeads, room, FloatRows.Stride(shape.Width) * sizeof(float));
        _values = new RowStore(shape.Batch * shape.KeyHeads, room, FloatRows.Stride(shape.ValueWidth) * sizeof(float));
    }

    /// <summary>S.</summary>
    public int Sinks { get; }

    /// <summary>W.</summary>
    public int Window { get; }

    /// <summary>Queries that may be attended at once.</summary>
    public int Steps { get; }

    /// <inheritdoc/>
    public override long Bytes => _keys.Bytes + _values.Bytes;

    internal override void Attend<TMask, TScore>(in DecodeCall call, TMask mask, TScore score)
        => AttentionDecode<RollingRows, TMask, TScore>.Run(
            call, new RollingRows(_keys, _values, Shape.KeyHeads, Lengths, Sinks, Window), mask, score);

    internal override void CheckQueries(int count)
    {
        for (int row = 0; row < Shape.Batch; row++)
            if (!Sees(row, Lengths[row] - count))
                throw new ArgumentException($"queries: expected at most {Steps} positions where {_oldest[row] - Sinks} have been dropped (row {row}); got {count}.", "queries");
    }

    private protected override void Reserve(int firstRow, int rows, int count) { }

    private protected override void Write(int row, int source, HeadView keys, HeadView values)
    {
        int length = Lengths[row], end = length + keys.Length;
        int kept = Math.Max(Sinks, end - _ring); // older ones would only be overwritten
        for (int position = length; position < end;)
        {
            if (position >= Sinks && position < kept)
            {
                position = kept;
                continue;
            }
            int slot = RollingRows.Slot(position, Sinks, _ring, out int run);
            int count = Math.Min(run, end - position);
            for (int h = 0; h < Shape.KeyHeads; h++)
            {
                int group = row * Shape.KeyHeads + h;
                FloatRows.Copy(keys, source, h, position - length, count, (float*)_keys.Row(group, slot));
                FloatRows.Copy(values, source, h, position - length, count, (float*)_values.Row(group, slot));
            }
            position += count;
        }
        _oldest[row] = Math.Max(_oldest[row], end - _ring);
    }

    private protected override void Shorten(int row, int length)
    {
        if (length <= Sinks)
        {
            _oldest[row] = Sinks; // nothing of the ring is left in sight
            return;
        }
        if (!Sees(row, length))
            throw new InvalidOperationException(
                $"truncate: expected 0 … {Sinks} or at least {_oldest[row] + Window - 1} positions, whose window is still held; got {length} (row {row}).");
    }

    private protected override void Free()
    {
        _keys.Dispose();
        _values.Dispose();
    }

    /// <summary>Whether the ring still holds all that a query at a position, and those after it, see beside the sinks.</summary>
    private bool Sees(int row, int position) => _oldest[row] <= Math.Max(Sinks, position - Window + 1);
}
