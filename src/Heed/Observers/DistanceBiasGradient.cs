using Heed.Scores;

namespace Heed.Observers;

/// <summary>Adds up the gradient of a <see cref="DistanceBias"/>'s table.</summary>
public readonly unsafe struct DistanceBiasGradient : IGradientObserver
{
    private readonly float* _table;
    private readonly int[] _buckets; // of each distance from _first on
    private readonly int _heads, _first, _offset, _queryCount, _keyCount;

    /// <summary>Takes what the bias was made of.</summary>
    /// <param name="table">[buckets, Hq], added to.</param>
    /// <param name="buckets">Rows of the table.</param>
    /// <param name="bucket">The bucket of a distance j − p.</param>
    /// <param name="heads">Hq.</param>
    /// <param name="queryCount">Tq.</param>
    /// <param name="keyCount">Tk.</param>
    /// <param name="offset">Keys before the first query.</param>
    /// <exception cref="ArgumentException">There is no table, a size is negative, or a bucket lies outside the table.</exception>
    public DistanceBiasGradient(float* table, int buckets, Func<int, int> bucket, int heads, int queryCount, int keyCount, int offset = 0)
    {
        DistanceBias.CheckSizes(heads, queryCount, keyCount);
        ArgumentNullException.ThrowIfNull(bucket);
        if (table == null) throw new ArgumentNullException(nameof(table), $"table: expected [buckets={buckets}, Hq={heads}]; got null.");
        _table = table;
        (_heads, _first, _offset, _queryCount, _keyCount) = (heads, -(queryCount - 1) - offset, offset, queryCount, keyCount);
        _buckets = new int[Math.Max(0, queryCount + keyCount - 1)];
        for (int d = 0; d < _buckets.Length; d++)
        {
            _buckets[d] = bucket(_first + d);
            if ((uint)_buckets[d] >= (uint)buckets)
                throw new ArgumentException(
                    $"bucket: expected 0 … {buckets - 1}; got {_buckets[d]} for distance {_first + d}.", nameof(bucket));
        }
    }

    /// <inheritdoc/>
    public static bool IsEmpty => false;

    /// <inheritdoc/>
    public GradientSharing Sharing => GradientSharing.AcrossBatch;

    /// <inheritdoc/>
    public void Check(int batch, int heads, int queryCount, int keyCount)
    {
        if (heads != _heads || queryCount != _queryCount || keyCount != _keyCount)
            throw new ArgumentException(
                $"distance bias gradient: expected Hq={heads}, Tq={queryCount}, Tk={keyCount}; "
                + $"got one for {_heads}, {_queryCount}, {_keyCount}.", "observer");
    }

    /// <inheritdoc/>
    public void Tile(int batch, int head, int firstRow, int rows, int firstKey, int keys, float* weights, float* gradients, int stride, float* deltas)
    {
        for (int r = 0; r < rows; r++)
        {
            float* source = gradients + (nint)r * stride;
            ReadOnlySpan<int> buckets = _buckets.AsSpan(firstKey - (firstRow + r + _offset) - _first, keys);
            for (int c = 0; c < keys; c++) _table[buckets[c] * _heads + head] += source[c];
        }
    }

    /// <inheritdoc/>
    public void Finish(int batch, int head, int row, float delta) { }
}
