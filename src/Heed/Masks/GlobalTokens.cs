namespace Heed.Masks;

/// <summary>
/// Some positions see everyone and are seen by everyone (Beltagy et al. 2020, Longformer; Zaheer et al. 2020, BigBird).
/// <code>
/// positions 0
///   x x x x
///   x . . .
///   x . . .
///   x . . .
/// </code>
/// </summary>
public readonly struct GlobalTokens : IMask
{
    private readonly int[] _positions; // ascending
    private readonly int _offset;

    /// <summary>Makes <paramref name="positions"/> global; query i stands at position i + <paramref name="offset"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A position is negative.</exception>
    public GlobalTokens(ReadOnlySpan<int> positions, int offset = 0)
    {
        _positions = positions.ToArray();
        _offset = offset;
        Array.Sort(_positions);
        if (_positions.Length > 0 && _positions[0] < 0)
            throw new ArgumentOutOfRangeException(nameof(positions), $"positions: expected at least 0; got {_positions[0]}.");
    }

    /// <inheritdoc/>
    public string Name => $"global({_positions.Length})";

    /// <inheritdoc/>
    public void Check(int batch, int heads, int queryCount, int keyCount)
    {
        if (_positions is null) throw new ArgumentException("global tokens: expected a list of positions; got none.", "mask");
    }

    /// <inheritdoc/>
    public bool Allows(int batch, int head, int row, int key) => Holds(row + _offset, 1) || Holds(key, 1);

    /// <inheritdoc/>
    public KeyRange Range(int batch, int head, int firstRow, int rows, int keyCount)
        => Holds(firstRow + _offset, rows) ? new KeyRange(0, keyCount)
        : _positions.Length == 0 ? default
        : new KeyRange(_positions[0], _positions[^1] + 1).Intersect(new KeyRange(0, keyCount));

    /// <inheritdoc/>
    public int NextKey(int batch, int head, int firstRow, int rows, int key, int keyCount)
    {
        if (Holds(firstRow + _offset, rows)) return key;
        int place = FirstFrom(key);
        return place < _positions.Length ? Math.Min(_positions[place], keyCount) : keyCount;
    }

    /// <inheritdoc/>
    public BlockCover Cover(int batch, int head, int firstRow, int rows, int firstKey, int keys)
    {
        int globalRows = Count(firstRow + _offset, rows), globalKeys = Count(firstKey, keys);
        return globalRows == rows || globalKeys == keys ? BlockCover.Whole : globalRows + globalKeys == 0 ? BlockCover.Empty
            : BlockCover.Mixed;
    }

    /// <inheritdoc/>
    public ulong Row64(int batch, int head, int row, int firstKey)
    {
        if (Holds(row + _offset, 1)) return ulong.MaxValue;
        ulong bits = 0;
        for (int place = FirstFrom(firstKey); place < _positions.Length && _positions[place] - firstKey < 64; place++)
            bits |= 1ul << (_positions[place] - firstKey);
        return bits;
    }

    private bool Holds(int first, int count) => Count(first, count) > 0;

    private int Count(int first, int count)
    {
        int from = FirstFrom(first), to = from, distinct = 0;
        for (; to < _positions.Length && _positions[to] < (long)first + count; to++)
            if (to == from || _positions[to] != _positions[to - 1]) distinct++;
        return distinct;
    }

    private int FirstFrom(int position)
    {
        int low = 0, high = _positions.Length;
        while (low < high)
        {
            int middle = (low + high) / 2;
            if (_positions[middle] < position) low = middle + 1;
            else high = middle;
        }
        return low;
    }
}
