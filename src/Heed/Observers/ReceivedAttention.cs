using Heed.Numerics;

namespace Heed.Observers;

/// <summary>How much attention each key receives: Σ over queries of A.</summary>
public readonly unsafe struct ReceivedAttention : IWeightVisitor
{
    private readonly float[] _totals;
    private readonly int _batch, _heads, _keys;

    /// <summary>Makes room for every key.</summary>
    /// <param name="batch">B.</param>
    /// <param name="heads">Hq.</param>
    /// <param name="keyCount">Tk.</param>
    /// <exception cref="ArgumentException">A size is negative or too large.</exception>
    public ReceivedAttention(int batch, int heads, int keyCount)
    {
        (_heads, _keys) = (heads, keyCount);
        _batch = batch;
        _totals = new float[Argument.Elements((batch, nameof(batch)), (heads, nameof(heads)), (keyCount, nameof(keyCount)))];
    }

    /// <summary>[B, Hq, Tk].</summary>
    public ReadOnlySpan<float> Totals => _totals;

    /// <inheritdoc/>
    public void Check(int batch, int heads, int queryCount, int keyCount)
    {
        if (batch != _batch || heads != _heads || keyCount != _keys)
            throw new ArgumentException(
                $"received attention: expected room for B={batch}, Hq={heads}, Tk={keyCount}; got {_batch}, {_heads}, {_keys}.", "visitor");
    }

    /// <inheritdoc/>
    public void Tile(int batch, int head, int firstRow, int rows, int firstKey, int keys, float* weights, int stride)
    {
        fixed (float* totals = &_totals[(batch * _heads + head) * _keys + firstKey])
            for (int r = 0; r < rows; r++) Sums.Add(totals, weights + (nint)r * stride, totals, keys);
    }
}
