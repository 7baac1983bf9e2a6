namespace Heed.Masks;

/// <summary>Any mask at all, given pair by pair; a bit each in memory.</summary>
public readonly struct BooleanMatrix : IMask
{
    private readonly ulong[] _words; // [batches, heads, Tq, words]
    private readonly KeyRange[] _ranges; // [batches, heads, Tq]
    private readonly int _batches, _heads, _queryCount, _keyCount, _rowWords;

    /// <summary>Reads <paramref name="allowed"/>.</summary>
    /// <param name="allowed">[<paramref name="batches"/>, <paramref name="heads"/>, <paramref name="queryCount"/>,
    /// <paramref name="keyCount"/>], true where a query may attend.</param>
    /// <param name="batches">B, or 1 for all alike.</param>
    /// <param name="heads">Hq, or 1 for all alike.</param>
    /// <param name="queryCount">Tq.</param>
    /// <param name="keyCount">Tk.</param>
    /// <exception cref="ArgumentException">The length is off.</exception>
    public BooleanMatrix(ReadOnlySpan<bool> allowed, int batches, int heads, int queryCount, int keyCount)
    {
        Int128 expected = (Int128)batches * heads * queryCount * keyCount;
        if (allowed.Length != expected || batches < 1 || heads < 1 || queryCount < 0 || keyCount < 0)
            throw new ArgumentException(
                $"allowed: expected [{batches}, {heads}, {queryCount}, {keyCount}], {expected} values; "
                + $"got {allowed.Length}.", nameof(allowed));
        (_batches, _heads, _queryCount, _keyCount, _rowWords) = (batches, heads, queryCount, keyCount, keyCount / 64 + 2);
        _words = new ulong[(long)batches * heads * queryCount * _rowWords];
        _ranges = new KeyRange[batches * heads * queryCount];
        for (int row = 0; row < _ranges.Length; row++)
        {
            ReadOnlySpan<bool> source = allowed.Slice(row * keyCount, keyCount);
            int first = source.IndexOf(true);
            if (first < 0) continue;
            _ranges[row] = new KeyRange(first, source.LastIndexOf(true) + 1);
            for (int key = first; key < _ranges[row].End; key++)
                if (source[key]) _words[(long)row * _rowWords + key / 64] |= 1ul << (key % 64);
        }
    }

    /// <inheritdoc/>
    public string Name => "matrix";

    /// <inheritdoc/>
    public void Check(int batch, int heads, int queryCount, int keyCount)
    {
        if ((_batches != 1 && _batches != batch) || (_heads != 1 && _heads != heads) || _queryCount != queryCount || _keyCount != keyCount)
            throw new ArgumentException(
                $"mask matrix: expected [B={batch} or 1, Hq={heads} or 1, Tq={queryCount}, Tk={keyCount}]; "
                + $"got [{_batches}, {_heads}, {_queryCount}, {_keyCount}].", "mask");
    }

    /// <inheritdoc/>
    public bool Allows(int batch, int head, int row, int key)
        => key < _keyCount && (_words[Row(batch, head, row) * _rowWords + key / 64] >> (key % 64) & 1) != 0;

    /// <inheritdoc/>
    public KeyRange Range(int batch, int head, int firstRow, int rows, int keyCount)
    {
        long row = Row(batch, head, firstRow);
        KeyRange range = _ranges[row];
        for (int r = 1; r < rows; r++) range = range.Around(_ranges[row + r]);
        return range;
    }

    /// <inheritdoc/>
    public int NextKey(int batch, int head, int firstRow, int rows, int key, int keyCount)
        => Range(batch, head, firstRow, rows, keyCount).Next(key, keyCount);

    /// <inheritdoc/>
    public BlockCover Cover(int batch, int head, int firstRow, int rows, int firstKey, int keys)
    {
        bool some = false, all = true;
        for (int row = firstRow; row < firstRow + rows; row++)
        {
            for (int key = firstKey; key < firstKey + keys; key += 64)
            {
                ulong asked = new KeyRange(firstKey, firstKey + keys).Bits64(key), bits = Row64(batch, head, row, key) & asked;
                some |= bits != 0;
                all &= bits == asked;
                if (some && !all) return BlockCover.Mixed;
            }
        }
        return all ? BlockCover.Whole : BlockCover.Empty;
    }

    /// <inheritdoc/>
    public ulong Row64(int batch, int head, int row, int firstKey)
    {
        if (firstKey >= _keyCount) return 0;
        long word = Row(batch, head, row) * _rowWords + firstKey / 64;
        int shift = firstKey % 64;
        return shift == 0 ? _words[word] : _words[word] >> shift | _words[word + 1] << (64 - shift); // a row ends with a word of zeros
    }

    private long Row(int batch, int head, int row)
        => ((long)(_batches == 1 ? 0 : batch) * _heads + (_heads == 1 ? 0 : head)) * _queryCount + row;
}
