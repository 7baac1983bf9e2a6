using System.Numerics;
using System.Runtime.CompilerServices;
using Heed.Numerics;

namespace Heed.Observers;

/// <summary>The keys with the largest weights of each query.</summary>
/// <remarks>Of equal scores the first keys count. Rows with fewer keys have −1 and 0 in the places left.</remarks>
public readonly unsafe struct TopKeys : IObserver
{
    private readonly float[] _weights; // scores until the row is done, ascending; smallest first
    private readonly int[] _keys;
    private readonly int _count, _batch, _heads, _queries;

    /// <summary>Makes room for every row.</summary>
    /// <param name="count">K, keys kept a row.</param>
    /// <param name="batch">B.</param>
    /// <param name="heads">Hq.</param>
    /// <param name="queryCount">Tq.</param>
    /// <exception cref="ArgumentException">K is below 1, or a size is negative or too large.</exception>
    public TopKeys(int count, int batch, int heads, int queryCount)
    {
        Argument.AtLeast(1, count, nameof(count));
        (_count, _batch, _heads, _queries) = (count, batch, heads, queryCount);
        _weights = new float[Argument.Elements((batch, nameof(batch)), (heads, nameof(heads)), (queryCount, nameof(queryCount)), (count, nameof(count)))];
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
    public void Check(int batch, int heads, int queryCount, int keyCount)
    {
        if (batch != _batch || heads != _heads || queryCount != _queries)
            throw new ArgumentException(
                $"top keys: expected room for B={batch}, Hq={heads}, Tq={queryCount}; got {_batch}, {_heads}, {_queries}.", "observer");
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Tile(int batch, int head, int firstRow, int rows, int firstKey, int keys, float* scores, int stride)
    {
        for (int r = 0; r < rows; r++)
        {
            fixed (float* best = Best(batch, head, firstRow + r))
            fixed (int* places = Places(batch, head, firstRow + r))
            {
                var kernel = new Scan { Scores = scores + (nint)r * stride, Keys = keys, FirstKey = firstKey, Best = best, Places = places, Count = _count };
                Lanes.Run(ref kernel);
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

    /// <summary>Takes what is greater than the smallest kept so far; whole registers that hold nothing of the kind are passed over.</summary>
    private struct Scan : ILaneKernel
    {
        public float* Scores, Best;
        public int* Places;
        public int Keys, FirstKey, Count;

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public readonly void Run<TLane, TVector>() where TLane : struct, ILane<TVector> where TVector : struct
        {
            int w = TLane.Width, c = 0;
            if (Best[0] == float.NegativeInfinity) StartHigh<TLane, TVector>();
            for (; c + 4 * w <= Keys; c += 4 * w)
            {
                TVector a = TLane.Load(Scores + c), b = TLane.Load(Scores + c + w), d = TLane.Load(Scores + c + 2 * w), e = TLane.Load(Scores + c + 3 * w);
                TVector least = TLane.Splat(Best[0]);
                if ((TLane.Greater(a, least) | TLane.Greater(b, least) | TLane.Greater(d, least) | TLane.Greater(e, least)) == 0) continue;
                for (int i = c; i < c + 4 * w; i += w)
                    for (uint greater = TLane.Greater(TLane.Load(Scores + i), TLane.Splat(Best[0])); greater != 0; greater &= greater - 1)
                        Take(i + BitOperations.TrailingZeroCount(greater));
            }
            for (; c < Keys; c++) Take(c);
        }

        /// <summary>
        /// A row's first tile: the K-th largest of the lanes' maxima is a bound that at least K scores reach, so that what is smaller is never taken in.
        /// </summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private readonly void StartHigh<TLane, TVector>() where TLane : struct, ILane<TVector> where TVector : struct
        {
            if (Count > TLane.Width || Keys < TLane.Width) return;
            TVector largest = TLane.Splat(float.NegativeInfinity);
            for (int c = 0; c + TLane.Width <= Keys; c += TLane.Width) largest = TLane.Max(TLane.Load(Scores + c), largest);
            Span<float> lanes = stackalloc float[16];
            lanes = lanes[..TLane.Width];
            fixed (float* first = lanes) TLane.Store(largest, first);
            lanes.Sort();
            float bound = lanes[^Count];
            if (bound > float.NegativeInfinity) new Span<float>(Best, Count).Fill(MathF.BitDecrement(bound));
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private readonly void Take(int c)
        {
            float score = Scores[c];
            if (!(score > Best[0])) return;
            int at = 1;
            for (; at < Count && score > Best[at]; at++) (Best[at - 1], Places[at - 1]) = (Best[at], Places[at]);
            (Best[at - 1], Places[at - 1]) = (score, FirstKey + c);
        }
    }
}
