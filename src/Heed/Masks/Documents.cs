namespace Heed.Masks;

/// <summary>
/// Several sequences packed one after the other: a query sees keys of its own sequence alone. Batch rows, where there
/// are several, are packed alike.
/// <code>
/// lengths 2, 3     causal
///   x x . . .        x . . . .
///   x x . . .        x x . . .
///   . . x x x        . . x . .
///   . . x x x        . . x x .
///   . . x x x        . . x x x
/// </code>
/// </summary>
/// <remarks>A ragged batch is one batch row of all its sequences; what it costs is what its sequences cost.</remarks>
public readonly struct Documents : IMask
{
    private readonly KeyRange[] _ranges; // [Tq]: what each query sees
    private readonly int _keyCount;

    private Documents(KeyRange[] ranges, int keyCount, string name) => (_ranges, _keyCount, Name) = (ranges, keyCount, name);

    /// <summary>Every query sees all keys of its sequence.</summary>
    /// <param name="cumulativeQueries">0, then the end of each sequence among the queries, not decreasing.</param>
    /// <param name="cumulativeKeys">The same of the keys.</param>
    /// <exception cref="ArgumentException">They do not start at 0, decrease, or differ in count.</exception>
    public static Documents Whole(ReadOnlySpan<int> cumulativeQueries, ReadOnlySpan<int> cumulativeKeys)
    {
        Check(cumulativeQueries, cumulativeKeys);
        var ranges = new KeyRange[cumulativeQueries[^1]];
        for (int s = 1; s < cumulativeQueries.Length; s++)
            ranges.AsSpan(cumulativeQueries[s - 1]..cumulativeQueries[s]).Fill(new KeyRange(cumulativeKeys[s - 1], cumulativeKeys[s]));
        return new Documents(ranges, cumulativeKeys[^1], "documents");
    }

    /// <summary>Causal inside each sequence; its last query sees its last key.</summary>
    /// <param name="cumulativeQueries">0, then the end of each sequence among the queries, not decreasing.</param>
    /// <param name="cumulativeKeys">The same of the keys.</param>
    /// <exception cref="ArgumentException">They do not start at 0, decrease, or differ in count.</exception>
    public static Documents Causal(ReadOnlySpan<int> cumulativeQueries, ReadOnlySpan<int> cumulativeKeys)
    {
        Check(cumulativeQueries, cumulativeKeys);
        var ranges = new KeyRange[cumulativeQueries[^1]];
        for (int s = 1; s < cumulativeQueries.Length; s++)
        {
            int start = cumulativeKeys[s - 1], end = cumulativeKeys[s], toEnd = cumulativeQueries[s];
            for (int row = cumulativeQueries[s - 1]; row < toEnd; row++)
                ranges[row] = new KeyRange(start, Math.Max(start, end - (toEnd - 1 - row)));
        }
        return new Documents(ranges, cumulativeKeys[^1], "documents & causal");
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public void Check(int batch, int heads, int queryCount, int keyCount)
    {
        if (queryCount != _ranges?.Length || keyCount != _keyCount)
            throw new ArgumentException(
                $"documents: expected Tq={_ranges?.Length ?? 0} and Tk={_keyCount}, the ends of the last sequence; "
                + $"got {queryCount} and {keyCount}.", "mask");
    }

    /// <inheritdoc/>
    public bool Allows(int batch, int head, int row, int key) => _ranges[row].Start <= key && key < _ranges[row].End;

    /// <inheritdoc/>
    public KeyRange Range(int batch, int head, int firstRow, int rows, int keyCount)
    {
        KeyRange range = _ranges[firstRow];
        for (int row = firstRow + 1; row < firstRow + rows; row++) range = range.Around(_ranges[row]);
        return range;
    }

    /// <inheritdoc/>
    public int NextKey(int batch, int head, int firstRow, int rows, int key, int keyCount)
        => Range(batch, head, firstRow, rows, keyCount).Next(key, keyCount);

    /// <inheritdoc/>
    public BlockCover Cover(int batch, int head, int firstRow, int rows, int firstKey, int keys)
    {
        BlockCover cover = _ranges[firstRow].Cover(firstKey, keys);
        for (int row = firstRow + 1; row < firstRow + rows; row++)
            if (cover == BlockCover.Mixed || _ranges[row].Cover(firstKey, keys) != cover) return BlockCover.Mixed;
        return cover;
    }

    /// <inheritdoc/>
    public ulong Row64(int batch, int head, int row, int firstKey) => _ranges[row].Bits64(firstKey);

    private static void Check(ReadOnlySpan<int> cumulativeQueries, ReadOnlySpan<int> cumulativeKeys)
    {
        if (cumulativeQueries.Length != cumulativeKeys.Length || cumulativeQueries.Length == 0)
            throw new ArgumentException(
                $"cumulativeKeys: expected 0 and the end of each sequence, as many numbers as for queries ({cumulativeQueries.Length}); "
                + $"got {cumulativeKeys.Length}.",
                nameof(cumulativeKeys));
        CheckOne(cumulativeQueries, nameof(cumulativeQueries));
        CheckOne(cumulativeKeys, nameof(cumulativeKeys));

        static void CheckOne(ReadOnlySpan<int> cumulative, string name)
        {
            if (cumulative[0] != 0) throw new ArgumentException($"{name}: expected 0 first; got {cumulative[0]}.", name);
            for (int s = 1; s < cumulative.Length; s++)
                if (cumulative[s] < cumulative[s - 1])
                    throw new ArgumentException(
                        $"{name}: expected ends that do not decrease; got {cumulative[s - 1]} and then {cumulative[s]}.", name);
        }
    }
}
