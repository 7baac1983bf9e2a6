using Heed.Numerics;

namespace Heed.Observers;

/// <summary>The keys with the largest weights of each query.</summary>
/// <remarks>Of equal scores the first keys count. Rows with fewer keys have −1 and 0 in the places left.</remarks>
public readonly unsafe struct TopKeys : IObserver
{
    private readonly float[] _weights; // scores until the row is done, ascending; smallest first
    private readonly int[] _keys;
    private readonly int _count, _heads, _queries;

    /// <summary>Makes room for every row.</summary>
    /// <param name="count">K, keys kept a row.</param>
    /// <param name="batch">B.</param>
    /// <param name="heads">Hq.</param>
    /// <param name="queryCount">Tq.</param>
    /// <exception cref="ArgumentOutOfRangeException">K is below 1.</exception>
    public TopKeys(int count, int batch, int heads, int queryCount)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        (_count, _heads, _queries) = (count, heads, queryCount);
        _weights = new float[checked(batch * heads * queryCount * count)];
        _keys = new int[_weights.Length];
        Array.Fill(_weights, float.NegativeInfinity);
        Array.Fill(_keys, -1);
    }

    /// <inheritdoc/>
    public static bool IsEmpty => false;

    /// <inheritdoc/>
    public static bool SeesWeights => false;

    /// <summary>[B, Hq, Tq, K], largest first.</summary>
    public ReadOnlySpan<float> Weights => _weights;

    /// <summary>[B, Hq, Tq, K]: their keys.</summary>
    public ReadOnlySpan<int> Keys => _keys;

    /// <inheritdoc/>
    public void Tile(int batch, int head, int firstRow, int rows, int firstKey, int keys, float* scores, int stride)
    {
        for (int r = 0; r < rows; r++)
        {
            Span<float> best = Best(batch, head, firstRow + r);
            Span<int> places = Places(batch, head, firstRow + r);
            float* row = scores + (nint)r * stride;
            var kernel = new Largest { Row = row, Count = keys };
            Lanes.Run(ref kernel);
            if (!(kernel.Value > best[0])) continue;
            for (int c = 0; c < keys; c++)
            {
                if (!(row[c] > best[0])) continue;
                int at = 1;
                for (; at < _count && row[c] > best[at]; at++) (best[at - 1], places[at - 1]) = (best[at], places[at]);
                (best[at - 1], places[at - 1]) = (row[c], firstKey + c);
            }
        }
    }

    void IObserver.Weights<TLane, TVector>(int batch, int head, int row, int firstKey, int keys, float* weights, float largest, float shrink, float sum, float scoreSum) { }

    /// <inheritdoc/>
    public void Finish(int batch, int head, int row, float logSumExp2)
    {
        Span<float> best = Best(batch, head, row);
        foreach (ref float score in best) score = float.IsNegativeInfinity(score) ? 0f : MathF.Pow(2f, score - logSumExp2);
        best.Reverse();
        Places(batch, head, row).Reverse();
    }

    private Span<float> Best(int batch, int head, int row) => _weights.AsSpan(((batch * _heads + head) * _queries + row) * _count, _count);

    private Span<int> Places(int batch, int head, int row) => _keys.AsSpan(((batch * _heads + head) * _queries + row) * _count, _count);

    private struct Largest : ILaneKernel
    {
        public float* Row;
        public int Count;
        public float Value;

        public void Run<TLane, TVector>() where TLane : struct, ILane<TVector> where TVector : struct
        {
            TVector largest = TLane.Splat(float.NegativeInfinity);
            int i = 0;
            for (; i + TLane.Width <= Count; i += TLane.Width) largest = TLane.Max(largest, TLane.Load(Row + i));
            Value = TLane.MaxAcross(largest);
            for (; i < Count; i++) Value = MathF.Max(Value, Row[i]);
        }
    }
}
