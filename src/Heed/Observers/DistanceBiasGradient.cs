using Heed.Scores;

namespace Heed.Observers;

/// <summary>Adds up the gradient of a <see cref="DistanceBias"/>'s table.</summary>
public readonly unsafe struct DistanceBiasGradient : IGradientObserver
{
    private readonly float* _table;
    private readonly int[] _buckets; // of each distance from _first on
    private readonly int _heads, _first, _offset;

    /// <summary>Takes what the bias was made of.</summary>
    /// <param name="table">[buckets, Hq], added to.</param>
    /// <param name="bucket">The bucket of a distance j − p.</param>
    /// <param name="heads">Hq.</param>
    /// <param name="queryCount">Tq.</param>
    /// <param name="keyCount">Tk.</param>
    /// <param name="offset">Keys before the first query.</param>
    public DistanceBiasGradient(float* table, Func<int, int> bucket, int heads, int queryCount, int keyCount, int offset = 0)
    {
        _table = table;
        (_heads, _first, _offset) = (heads, -(queryCount - 1) - offset, offset);
        _buckets = new int[Math.Max(0, queryCount + keyCount - 1)];
        for (int d = 0; d < _buckets.Length; d++) _buckets[d] = bucket(_first + d);
    }

    /// <inheritdoc/>
    public static bool IsEmpty => false;

    /// <inheritdoc/>
    public GradientSharing Sharing => GradientSharing.AcrossBatch;

    /// <inheritdoc/>
    public void Tile(int batch, int head, int firstRow, int rows, int firstKey, int keys, float* weights, float* gradients, int stride)
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
