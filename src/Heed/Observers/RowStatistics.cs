using System.Numerics;
using System.Runtime.CompilerServices;
using Heed.Numerics;

namespace Heed.Observers;

/// <summary>What each query's weights look like: entropy, log-sum-exp, the largest weight and its key.</summary>
/// <remarks>
/// Entropy is H = −Σ A ln A = Σ A·(LSE − s) in nats, from two sums kept beside the softmax. A row without keys has entropy 0, log-sum-exp −∞, largest weight 0
/// and key −1. Of equal scores the first key counts.
/// </remarks>
public readonly unsafe struct RowStatistics : IObserver
{
    private readonly float[] _entropy, _logSumExp, _largest, _sum, _scoreSum;
    private readonly int[] _key;
    private readonly int _batch, _heads, _queries;

    /// <summary>Makes room for every row.</summary>
    /// <param name="batch">B.</param>
    /// <param name="heads">Hq.</param>
    /// <param name="queryCount">Tq.</param>
    /// <exception cref="ArgumentException">A size is negative or too large.</exception>
    public RowStatistics(int batch, int heads, int queryCount)
    {
        (_batch, _heads, _queries) = (batch, heads, queryCount);
        int rows = Argument.Elements((batch, nameof(batch)), (heads, nameof(heads)), (queryCount, nameof(queryCount)));
        (_entropy, _logSumExp, _largest, _sum, _scoreSum, _key) = (new float[rows], new float[rows], new float[rows], new float[rows], new float[rows], new int[rows]);
        Array.Fill(_largest, float.NegativeInfinity);
        Array.Fill(_logSumExp, float.NegativeInfinity);
        Array.Fill(_key, -1);
    }

    /// <inheritdoc/>
    public static bool IsEmpty => false;

    /// <inheritdoc/>
    public static bool SeesWeights => true;

    /// <summary>[B, Hq, Tq], nats.</summary>
    public ReadOnlySpan<float> Entropy => _entropy;

    /// <summary>[B, Hq, Tq], natural.</summary>
    public ReadOnlySpan<float> LogSumExp => _logSumExp;

    /// <summary>[B, Hq, Tq]: the largest weight.</summary>
    public ReadOnlySpan<float> LargestWeight => _largest;

    /// <summary>[B, Hq, Tq]: its key.</summary>
    public ReadOnlySpan<int> LargestKey => _key;

    /// <inheritdoc/>
    public void Check(int batch, int heads, int queryCount, int keyCount)
    {
        if (batch != _batch || heads != _heads || queryCount != _queries)
            throw new ArgumentException(
                $"row statistics: expected room for B={batch}, Hq={heads}, Tq={queryCount}; got {_batch}, {_heads}, {_queries}.", "observer");
    }

    /// <inheritdoc/>
    public void Tile(int batch, int head, int firstRow, int rows, int firstKey, int keys, float* scores, int stride) { }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Weights<TLane, TVector>(int batch, int head, int row, int firstKey, int keys, float* weights, float largest, float shrink, float sum, float scoreSum)
        where TLane : struct, ILane<TVector> where TVector : struct
    {
        int at = (batch * _heads + head) * _queries + row;
        if (shrink != 1f)
        {
            // The new largest score is in this tile: its weight is 1.
            _key[at] = firstKey + FirstOne<TLane, TVector>(weights, keys);
            _scoreSum[at] = shrink == 0f ? 0f : shrink * (_scoreSum[at] + (_largest[at] - largest) * _sum[at]);
            _sum[at] *= shrink;
            _largest[at] = largest;
        }
        _sum[at] += sum;
        _scoreSum[at] += scoreSum;
    }

    private static int FirstOne<TLane, TVector>(float* weights, int keys) where TLane : struct, ILane<TVector> where TVector : struct
    {
        TVector below = TLane.Splat(MathF.BitDecrement(1f));
        for (int c = 0; c < keys; c += TLane.Width)
        {
            uint ones = TLane.Greater(TLane.Load(weights + c), below);
            if (ones != 0) return c + BitOperations.TrailingZeroCount(ones);
        }
        return -1;
    }

    /// <inheritdoc/>
    public void Finish(int batch, int head, int row, float logSumExp2)
    {
        int at = (batch * _heads + head) * _queries + row;
        _logSumExp[at] = logSumExp2 * Exponential.Ln2;
        if (float.IsNegativeInfinity(_largest[at]))
        {
            _largest[at] = 0f;
            return;
        }
        float inverse = MathF.Pow(2f, _largest[at] - logSumExp2); // 1 / Σ
        // Σ A is 1 but for a sink, whose share has no key.
        _entropy[at] = Exponential.Ln2 * inverse * ((logSumExp2 - _largest[at]) * _sum[at] - _scoreSum[at]);
        _largest[at] = inverse;
    }
}
