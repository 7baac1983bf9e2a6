using Heed.Masks;
using Heed.Scores;

namespace Heed.Cache;

/// <summary>
/// Keys and values of the positions seen so far, in native memory, for <see cref="CachedAttention"/> to read in place. Each batch row is
/// a sequence with a length of its own.
/// </summary>
/// <remarks>
/// <para><b>Shapes.</b> Appended keys are [B, Hkv, T, D], values [B, Hkv, T, Dv], strided or row-major; the cache copies them. Keys are kept as
/// given: rotations by position are applied before.</para>
/// <para><b>Ownership.</b> A cache owns its memory (a <see cref="PagedCache"/> its share of the pool's) until it is disposed; a cache that is
/// forgotten gives it back when it is collected. Appending, truncating and attending allocate nothing on the managed heap.</para>
/// <para><b>Threads.</b> Any number of threads may attend at once; while one appends, truncates, resets or disposes, no other may use the cache.</para>
/// <para><b>Failure.</b> An operation that throws has changed nothing.</para>
/// </remarks>
public abstract unsafe class AttentionCache : IDisposable
{
    private readonly int[] _lengths;
    private bool _disposed;

    private protected AttentionCache(CacheShape shape)
    {
        Shape = shape.Checked();
        _lengths = new int[shape.Batch];
    }

    /// <summary>B, Hkv, D and Dv.</summary>
    public CacheShape Shape { get; }

    /// <summary>Bytes of native memory held for keys and values.</summary>
    public abstract long Bytes { get; }

    /// <summary>[B]: positions appended to each batch row; changed by this class alone.</summary>
    private protected int[] Lengths => _lengths;

    /// <summary>Positions appended to a batch row since it was empty, those no longer kept included: the position of the next one.</summary>
    public int Length(int row)
    {
        CheckRow(row);
        return _lengths[row];
    }

    /// <summary>Appends T new positions to every batch row.</summary>
    /// <param name="keys">[B, Hkv, T, D].</param>
    /// <param name="values">[B, Hkv, T, Dv].</param>
    /// <exception cref="ArgumentException">A shape is off.</exception>
    /// <exception cref="InvalidOperationException">There is no room: <see cref="OutOfPagesException"/> from a paged cache.</exception>
    public void Append(HeadView keys, HeadView values) => Append(0, Shape.Batch, keys, values);

    /// <summary>Appends T new positions to one batch row.</summary>
    /// <param name="row">The batch row.</param>
    /// <param name="keys">[1, Hkv, T, D].</param>
    /// <param name="values">[1, Hkv, T, Dv].</param>
    /// <exception cref="ArgumentException">A shape or the row is off.</exception>
    /// <exception cref="InvalidOperationException">There is no room: <see cref="OutOfPagesException"/> from a paged cache.</exception>
    public void Append(int row, HeadView keys, HeadView values)
    {
        CheckRow(row);
        Append(row, 1, keys, values);
    }

    /// <summary>Appends T new positions to every batch row.</summary>
    /// <param name="keys">[B, Hkv, T, D], row-major.</param>
    /// <param name="values">[B, Hkv, T, Dv], row-major.</param>
    /// <param name="count">T.</param>
    /// <exception cref="ArgumentException">A length is off.</exception>
    /// <exception cref="InvalidOperationException">There is no room: <see cref="OutOfPagesException"/> from a paged cache.</exception>
    public void Append(ReadOnlySpan<float> keys, ReadOnlySpan<float> values, int count) => Append(0, Shape.Batch, keys, values, count);

    /// <summary>Appends T new positions to one batch row.</summary>
    /// <param name="row">The batch row.</param>
    /// <param name="keys">[Hkv, T, D], row-major.</param>
    /// <param name="values">[Hkv, T, Dv], row-major.</param>
    /// <param name="count">T.</param>
    /// <exception cref="ArgumentException">A length or the row is off.</exception>
    /// <exception cref="InvalidOperationException">There is no room: <see cref="OutOfPagesException"/> from a paged cache.</exception>
    public void Append(int row, ReadOnlySpan<float> keys, ReadOnlySpan<float> values, int count)
    {
        CheckRow(row);
        Append(row, 1, keys, values, count);
    }

    /// <summary>Forgets the positions from <paramref name="length"/> on.</summary>
    /// <exception cref="ArgumentException">The row is longer than it was, or not a row of this cache.</exception>
    /// <exception cref="InvalidOperationException">A <see cref="RollingCache"/> no longer has what queries at that length would see.</exception>
    public void Truncate(int row, int length)
    {
        CheckRow(row);
        if (length < 0 || length > _lengths[row])
            throw new ArgumentOutOfRangeException(nameof(length), $"length: expected 0 … {_lengths[row]}, the length of row {row}; got {length}.");
        Shorten(row, length);
        _lengths[row] = length;
    }

    /// <summary>Empties one batch row; its memory stays ready (pages go back to their pool).</summary>
    public void Reset(int row) => Truncate(row, 0);

    /// <summary>Empties every batch row.</summary>
    public void Reset()
    {
        for (int row = 0; row < Shape.Batch; row++) Reset(row);
    }

    /// <summary>Gives the memory back. The cache cannot be used any more.</summary>
    public void Dispose()
    {
        if (_disposed) return;
        _disposed = true;
        Free();
        GC.SuppressFinalize(this);
    }

    /// <summary>Makes room for <paramref name="count"/> more positions in each of the rows, or throws and changes nothing.</summary>
    private protected abstract void Reserve(int firstRow, int rows, int count);

    /// <summary>Copies keys and values of batch row <paramref name="source"/> to the room made at the end of <paramref name="row"/>.</summary>
    private protected abstract void Write(int row, int source, HeadView keys, HeadView values);

    /// <summary>Lets go of what lies past <paramref name="length"/>, or throws and changes nothing.</summary>
    private protected virtual void Shorten(int row, int length) { }

    /// <summary>Gives the memory back.</summary>
    private protected abstract void Free();

    /// <summary>Refuses queries whose keys are no longer all there.</summary>
    internal virtual void CheckQueries(int count) { }

    /// <summary>The longest batch row.</summary>
    internal int LongestLength
    {
        get
        {
            int longest = 0;
            foreach (int length in _lengths) longest = Math.Max(longest, length);
            return longest;
        }
    }

    /// <summary>Runs the decode kernel compiled for this layout.</summary>
    internal abstract void Attend<TMask, TScore>(in DecodeCall call, TMask mask, TScore score)
        where TMask : struct, IMask where TScore : struct, IScore;

    internal void CheckAlive() => ObjectDisposedException.ThrowIf(_disposed, this);

    private protected void CheckRow(int row)
    {
        CheckAlive();
        if ((uint)row >= (uint)Shape.Batch)
            throw new ArgumentOutOfRangeException(nameof(row), $"row: expected 0 … {Shape.Batch - 1}; got {row}.");
    }

    private void Append(int row, int rows, ReadOnlySpan<float> keys, ReadOnlySpan<float> values, int count)
    {
        if (count < 0) throw new ArgumentOutOfRangeException(nameof(count), $"count: expected T ≥ 0; got {count}.");
        CheckLength(keys.Length, rows, count, "D", Shape.Width, nameof(keys));
        CheckLength(values.Length, rows, count, "Dv", Shape.ValueWidth, nameof(values));
        fixed (float* k = keys, v = values)
            Append(row, rows, HeadView.Contiguous(k, rows, Shape.KeyHeads, count, Shape.Width), HeadView.Contiguous(v, rows, Shape.KeyHeads, count, Shape.ValueWidth));
    }

    private void Append(int row, int rows, HeadView keys, HeadView values)
    {
        CheckAlive();
        if (keys.Batch != rows || keys.Heads != Shape.KeyHeads || keys.Length < 0 || keys.Width != Shape.Width)
            throw new ArgumentException($"keys: expected [B={rows}, Hkv={Shape.KeyHeads}, T, D={Shape.Width}]; got {keys}.", nameof(keys));
        if (values.Batch != rows || values.Heads != Shape.KeyHeads || values.Length != keys.Length || values.Width != Shape.ValueWidth)
            throw new ArgumentException($"values: expected [B={rows}, Hkv={Shape.KeyHeads}, T={keys.Length}, Dv={Shape.ValueWidth}]; got {values}.", nameof(values));
        CheckElement(keys, nameof(keys));
        CheckElement(values, nameof(values));
        int count = keys.Length;
        if (count == 0) return;
        for (int r = row; r < row + rows; r++)
            if ((long)_lengths[r] + count > CacheShape.LongestSequence)
                throw new InvalidOperationException($"append: expected at most {CacheShape.LongestSequence} positions in row {r}; got {(long)_lengths[r] + count}.");
        Reserve(row, rows, count);
        for (int r = 0; r < rows; r++)
        {
            Write(row + r, r, keys, values);
            _lengths[row + r] += count;
        }
    }

    private static void CheckElement(HeadView view, string name)
    {
        if (view.Element != ElementType.Float32)
            throw new ArgumentException($"{name}: expected float32, which the cache stores in its own way; got {view.Element}.", name);
    }

    private void CheckLength(int length, int rows, int count, string axis, int width, string name)
    {
        long expected = (long)rows * Shape.KeyHeads * count * width;
        if (length != expected)
            throw new ArgumentException($"{name}: expected [B={rows}, Hkv={Shape.KeyHeads}, T={count}, {axis}={width}], {expected} values; got {length}.", name);
    }
}
