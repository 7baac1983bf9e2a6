using System.Numerics.Tensors;

namespace Heed.Observers;

/// <summary>How far back each head looks: the mean over queries of the attention at each distance p − j, for distances 0 … D − 1, with p =
/// i + offset; all that lies further back or ahead is added up.</summary>
public readonly unsafe struct OffsetHistogram : IWeightVisitor
{
    private readonly double[] _sums; // [B, Hq, D + 2]: distances, further back, ahead
    private readonly int _batch, _heads, _distances, _offset, _queries;

    /// <summary>Makes room for every head.</summary>
    /// <param name="distances">D.</param>
    /// <param name="batch">B.</param>
    /// <param name="heads">Hq.</param>
    /// <param name="queryCount">Tq.</param>
    /// <param name="offset">Keys before the first query: its aligned position.</param>
    /// <exception cref="ArgumentException">D is below 1, or a size is negative or too large.</exception>
    public OffsetHistogram(int distances, int batch, int heads, int queryCount, int offset = 0)
    {
        Argument.AtLeast(1, distances, nameof(distances));
        (_batch, _heads, _distances, _offset, _queries) = (batch, heads, distances, offset, queryCount);
        Argument.AtLeast(0, queryCount, nameof(queryCount));
        _sums = new double[Argument.Elements(
            (batch, nameof(batch)), (heads, nameof(heads)), (Math.Min(distances, int.MaxValue - 2) + 2, nameof(distances)))];
    }

    /// <summary>The mean share at distances 0 … D − 1 of one head.</summary>
    public double[] Head(int batch, int head)
    {
        double[] shares = _sums.AsSpan(Place(batch, head), _distances).ToArray();
        foreach (ref double share in shares.AsSpan()) share /= _queries;
        return shares;
    }

    /// <summary>The mean share further back than D − 1.</summary>
    public double FurtherBack(int batch, int head) => _sums[Place(batch, head) + _distances] / _queries;

    /// <summary>The mean share on keys after the query's own.</summary>
    public double Ahead(int batch, int head) => _sums[Place(batch, head) + _distances + 1] / _queries;

    /// <inheritdoc/>
    public void Check(int batch, int heads, int queryCount, int keyCount)
    {
        if (batch != _batch || heads != _heads || queryCount != _queries)
            throw new ArgumentException(
                $"offset histogram: expected room for B={batch}, Hq={heads}, Tq={queryCount}; "
                + $"got {_batch}, {_heads}, {_queries}.", "visitor");
    }

    /// <inheritdoc/>
    public void Tile(int batch, int head, int firstRow, int rows, int firstKey, int keys, float* weights, int stride)
    {
        Span<double> sums = _sums.AsSpan(Place(batch, head), _distances + 2);
        for (int r = 0; r < rows; r++)
        {
            float* row = weights + (nint)r * stride;
            int position = firstRow + r + _offset;
            // Keys up to near are further back than D − 1; keys from ahead on come after the query.
            int near = Math.Clamp(position - _distances + 1 - firstKey, 0, keys), ahead = Math.Clamp(position + 1 - firstKey, 0, keys);
            for (int c = near; c < ahead; c++) sums[position - firstKey - c] += row[c];
            sums[_distances] += TensorPrimitives.Sum(new ReadOnlySpan<float>(row, near));
            sums[_distances + 1] += TensorPrimitives.Sum(new ReadOnlySpan<float>(row + ahead, keys - ahead));
        }
    }

    private int Place(int batch, int head) => (batch * _heads + head) * (_distances + 2);
}
