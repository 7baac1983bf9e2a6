using System.Runtime.CompilerServices;
using Heed.Numerics;

namespace Heed.Observers;

/// <summary>
/// What cutting each edge would do to the metric, from one backward pass: removing key j from query i and renormalising moves z_i by
/// A/(1−A)·(z_i − v_j), so the metric moves by −dT_ij / (1 − A_ij), exactly through this softmax and to first order after it.
/// </summary>
/// <remarks>
/// Where a key has more than half of a row's weight the quotient cancels: since Σ_j dT = 0, its effect is taken from the other keys,
/// Σ_{k≠j} dT / Σ_{k≠j} A. Where it has all of it the row is left with nothing and z becomes 0: the effect is −g·z. Not meant for calls with
/// sinks, whose share these sums do not see.
/// </remarks>
public readonly unsafe struct EdgeScores<TSink> : IGradientObserver where TSink : struct, IEdgeSink
{
    private readonly TSink _sink;
    private readonly int[] _strongest;
    private readonly float[] _strongWeights, _strongGradients, _otherWeights, _otherGradients;
    private readonly int _batch, _heads, _queries;

    /// <summary>Makes room for sums of every row.</summary>
    /// <param name="sink">What takes the edges.</param>
    /// <param name="batch">B.</param>
    /// <param name="heads">Hq.</param>
    /// <param name="queryCount">Tq.</param>
    /// <exception cref="ArgumentException">A size is negative or too large.</exception>
    public EdgeScores(TSink sink, int batch, int heads, int queryCount)
    {
        (_sink, _batch, _heads, _queries) = (sink, batch, heads, queryCount);
        int rows = Argument.Elements((batch, nameof(batch)), (heads, nameof(heads)), (queryCount, nameof(queryCount)));
        _strongest = new int[rows];
        Array.Fill(_strongest, -1);
        (_strongWeights, _strongGradients, _otherWeights, _otherGradients) = (new float[rows], new float[rows], new float[rows], new float[rows]);
    }

    /// <inheritdoc/>
    public static bool IsEmpty => false;

    /// <inheritdoc/>
    public GradientSharing Sharing => GradientSharing.None;

    /// <inheritdoc/>
    public void Check(int batch, int heads, int queryCount, int keyCount)
    {
        _sink.Check(batch, heads, queryCount, keyCount);
        if (batch != _batch || heads != _heads || queryCount != _queries)
            throw new ArgumentException(
                $"edge scores: expected room for B={batch}, Hq={heads}, Tq={queryCount}; got {_batch}, {_heads}, {_queries}.", "observer");
    }

    /// <inheritdoc/>
    [SkipLocalsInit]
    public void Tile(int batch, int head, int firstRow, int rows, int firstKey, int keys, float* weights, float* gradients, int stride, float* deltas)
    {
        float* effects = stackalloc float[AttentionTiles.Keys];
        for (int r = 0; r < rows; r++)
        {
            int place = Place(batch, head, firstRow + r);
            var row = new EffectRow { Weights = weights + (nint)r * stride, Gradients = gradients + (nint)r * stride, Effects = effects, Keys = keys };
            Lanes.Run(ref row);
            _otherWeights[place] += row.OtherWeights;
            _otherGradients[place] += row.OtherGradients;
            if (row.Strongest >= 0)
                (_strongest[place], _strongWeights[place], _strongGradients[place]) = (firstKey + row.Strongest, row.Weights[row.Strongest], row.Gradients[row.Strongest]);
            _sink.Row(batch, head, firstRow + r, firstKey, keys, row.Weights, row.Gradients, effects, deltas[r]);
        }
    }

    /// <inheritdoc/>
    public void Finish(int batch, int head, int row, float delta)
    {
        int place = Place(batch, head, row), key = _strongest[place];
        if (key < 0) return;
        float effect = _otherWeights[place] > 0f ? _otherGradients[place] / _otherWeights[place] : -delta;
        _sink.Strong(batch, head, row, key, _strongWeights[place], _strongGradients[place], effect, delta);
    }

    private int Place(int batch, int head, int row) => (batch * _heads + head) * _queries + row;

    /// <summary>Effects of a row of a tile, and the sums of all its keys but the one with more than half of the weight.</summary>
    private struct EffectRow : ILaneKernel
    {
        public float* Weights, Gradients, Effects;
        public int Keys, Strongest;
        public float OtherWeights, OtherGradients;

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public void Run<TLane, TVector>() where TLane : struct, ILane<TVector> where TVector : struct
        {
            TVector one = TLane.Splat(1f), half = TLane.Splat(0.5f), weights = TLane.Zero, gradients = TLane.Zero;
            Strongest = -1;
            for (int c = 0; c < Keys; c += TLane.Width)
            {
                int count = Math.Min(TLane.Width, Keys - c);
                TVector a = count == TLane.Width ? TLane.Load(Weights + c) : TLane.LoadPartial(Weights + c, count);
                TVector dT = count == TLane.Width ? TLane.Load(Gradients + c) : TLane.LoadPartial(Gradients + c, count);
                uint strong = TLane.Greater(a, half);
                if (strong != 0)
                {
                    Strongest = c + System.Numerics.BitOperations.TrailingZeroCount(strong);
                    (a, dT) = (TLane.Select(strong, TLane.Zero, a), TLane.Select(strong, TLane.Zero, dT));
                }
                weights = TLane.Add(weights, a);
                gradients = TLane.Add(gradients, dT);
                TVector effect = TLane.Divide(dT, TLane.Subtract(a, one));
                if (count == TLane.Width) TLane.Store(effect, Effects + c);
                else TLane.StorePartial(effect, Effects + c, count);
            }
            (OtherWeights, OtherGradients) = (TLane.Sum(weights), TLane.Sum(gradients));
        }
    }
}
