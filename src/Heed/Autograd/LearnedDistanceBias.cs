using Heed.Observers;
using Heed.Scores;

namespace Heed.Autograd;

/// <summary>A table of biases by distance that is learned, such as T5's: <see cref="Score"/> adds them, and the table
/// gets its gradient.</summary>
/// <remarks>Made for one pass: the score holds the table's numbers of that moment. Right only where nothing but sums follows it.</remarks>
public readonly unsafe struct LearnedDistanceBias : IScoreParameters
{
    private readonly Tensor _table;
    private readonly Func<int, int> _bucket;
    private readonly int _queryCount, _keyCount, _offset;

    /// <summary>Spreads a table out.</summary>
    /// <param name="table">[buckets, Hq], as T5 stores it.</param>
    /// <param name="bucket">The bucket of a distance j − p, key minus query position.</param>
    /// <param name="queryCount">Tq.</param>
    /// <param name="keyCount">Tk.</param>
    /// <param name="offset">Keys before the first query: its aligned position.</param>
    /// <exception cref="ArgumentException">The table has not two axes, a size is negative, or a bucket lies outside the table.</exception>
    public LearnedDistanceBias(Tensor table, Func<int, int> bucket, int queryCount, int keyCount, int offset = 0)
    {
        ArgumentNullException.ThrowIfNull(table);
        if (table.Shape.Length != 2) throw new ArgumentException($"table: expected [buckets, Hq]; got {table}.", nameof(table));
        (_table, _bucket, _queryCount, _keyCount, _offset) = (table, bucket, queryCount, keyCount, offset);
        Score = new DistanceBias(table.Span, bucket, table.Columns, queryCount, keyCount, offset);
    }

    /// <summary>t = s + table[bucket(j − p), h].</summary>
    public DistanceBias Score { get; }

    /// <inheritdoc/>
    public void Check(int batch, int heads, int queryCount, int keyCount)
    {
        if (_table is null || heads != _table.Columns || queryCount != _queryCount || keyCount != _keyCount)
            throw new ArgumentException(
                $"learned distance bias: expected Hq={heads}, Tq={queryCount}, Tk={keyCount}; "
                + $"got one for {_table?.Columns ?? 0}, {_queryCount}, {_keyCount}.",
                "parameters");
    }

    void IScoreParameters.Watch<TObserver, TPass>(TObserver others, TPass pass)
    {
        if (!_table.RequiresGradient)
        {
            pass.Run(others);
            return;
        }
        var gradient = new DistanceBiasGradient(
            _table.OpenGradientToAdd(), _table.Rows, _bucket, _table.Columns, _queryCount, _keyCount, _offset);
        pass.Run(new BothGradients<TObserver, DistanceBiasGradient>(others, gradient));
    }
}
