using Heed.Numerics;

namespace Heed.Observers;

/// <summary>Keeps the attention weights of chosen query rows: [B, H, rows.Length, Tk], 0 where masked.</summary>
public readonly unsafe struct RowWeights : IObserver
{
    private readonly int[] _slots; // row → place among the chosen, or −1
    private readonly float* _weights;
    private readonly int _batch, _heads, _chosen, _keys;

    /// <summary>Watches <paramref name="rows"/>, writing to <paramref name="weights"/>, which it clears.</summary>
    /// <param name="rows">Query rows, each once.</param>
    /// <param name="batch">B.</param>
    /// <param name="heads">Hq.</param>
    /// <param name="queryCount">Tq.</param>
    /// <param name="keyCount">Tk.</param>
    /// <param name="weights">[B, Hq, rows.Length, Tk].</param>
    /// <exception cref="ArgumentException">A size is negative or too large, a row is outside or given twice, or there is no memory
    /// for the weights.</exception>
    public RowWeights(ReadOnlySpan<int> rows, int batch, int heads, int queryCount, int keyCount, float* weights)
    {
        Argument.AtLeast(0, queryCount, nameof(queryCount));
        int count = Argument.Elements(
            (batch, nameof(batch)), (heads, nameof(heads)), (rows.Length, nameof(rows)), (keyCount, nameof(keyCount)));
        if (weights == null && count > 0)
            throw new ArgumentNullException(nameof(weights), $"weights: expected memory for {count} numbers; got null.");
        _slots = new int[queryCount];
        Array.Fill(_slots, -1);
        for (int i = 0; i < rows.Length; i++)
        {
            if ((uint)rows[i] >= (uint)queryCount)
                throw new ArgumentOutOfRangeException(nameof(rows), $"rows: expected query rows 0 … {queryCount - 1}; got {rows[i]}.");
            if (_slots[rows[i]] >= 0) throw new ArgumentException($"rows: expected each row once; got {rows[i]} twice.", nameof(rows));
            _slots[rows[i]] = i;
        }
        _weights = weights;
        _batch = batch;
        _heads = heads;
        _chosen = rows.Length;
        _keys = keyCount;
        new Span<float>(weights, count).Fill(float.NegativeInfinity);
    }

    /// <inheritdoc/>
    public static bool IsEmpty => false;

    /// <inheritdoc/>
    public void Check(int batch, int heads, int queryCount, int keyCount)
    {
        if (batch != _batch || heads != _heads || queryCount != _slots.Length || keyCount != _keys)
            throw new ArgumentException(
                $"row weights: expected room for B={batch}, Hq={heads}, Tq={queryCount}, Tk={keyCount}; "
                + $"got {_batch}, {_heads}, {_slots.Length}, {_keys}.", "observer");
    }

    /// <inheritdoc/>
    public void Tile(int batch, int head, int firstRow, int rows, int firstKey, int keys, float* scores, int stride)
    {
        for (int r = 0; r < rows; r++)
        {
            int slot = _slots[firstRow + r];
            if (slot < 0) continue;
            new ReadOnlySpan<float>(scores + (nint)r * stride, keys).CopyTo(Row(batch, head, slot).Slice(firstKey, keys));
        }
    }

    /// <inheritdoc/>
    public static bool SeesWeights => false;

    /// <inheritdoc/>
    public void Weights<TLane, TVector>(
        int batch, int head, int row, int firstKey, int keys, float* weights, float largest, float shrink, float sum, float scoreSum)
        where TLane : struct, ILane<TVector> where TVector : struct { }

    /// <inheritdoc/>
    public void Finish(int batch, int head, int row, float logSumExp2)
    {
        int slot = _slots[row];
        if (slot < 0) return;
        Span<float> weights = Row(batch, head, slot);
        if (float.IsNegativeInfinity(logSumExp2))
        {
            weights.Clear();
            return;
        }
        fixed (float* w = weights)
        {
            var kernel = new Exponentials { Row = w, Count = weights.Length, LogSumExp2 = logSumExp2 };
            Lanes.Run(ref kernel);
        }
        // The log-sum-exp of large scores is coarse in float32; the weights themselves say what their sum must be.
        double sum = 0;
        foreach (float weight in weights) sum += weight;
        float inverse = (float)(1 / sum);
        foreach (ref float weight in weights) weight *= inverse;
    }

    private Span<float> Row(int batch, int head, int slot)
        => new(_weights + (((nint)batch * _heads + head) * _chosen + slot) * _keys, _keys);

    private struct Exponentials : ILaneKernel
    {
        public float* Row;
        public int Count;
        public float LogSumExp2;

        public readonly void Run<TLane, TVector>() where TLane : struct, ILane<TVector> where TVector : struct
        {
            TVector l = TLane.Splat(LogSumExp2);
            int w = TLane.Width;
            for (int i = 0; i < Count; i += w)
            {
                int n = Math.Min(w, Count - i);
                TVector x = TLane.Subtract(n == w ? TLane.Load(Row + i) : TLane.LoadPartial(Row + i, n), l);
                x = Exponential.Exp2<TLane, TVector>(x);
                if (n == w) TLane.Store(x, Row + i);
                else TLane.StorePartial(x, Row + i, n);
            }
        }
    }
}
