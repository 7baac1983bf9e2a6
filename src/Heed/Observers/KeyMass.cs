using System.Runtime.CompilerServices;
using Heed.Masks;
using Heed.Numerics;

namespace Heed.Observers;

/// <summary>
/// How much of each query's attention goes to a set of keys, itself written as a mask: <see cref="FirstKeys"/> is the sink,
/// <see cref="SlidingWindow"/> the window or
/// the previous token, <see cref="BooleanMatrix"/> any list.
/// </summary>
public readonly unsafe struct KeyMass<TSet> : IObserver where TSet : struct, IMask
{
    private readonly TSet _set;
    private readonly float[] _mass, _largest;
    private readonly int _batch, _heads, _queries;

    /// <summary>Makes room for every row.</summary>
    /// <param name="set">The keys that count for each query.</param>
    /// <param name="batch">B.</param>
    /// <param name="heads">Hq.</param>
    /// <param name="queryCount">Tq.</param>
    /// <exception cref="ArgumentException">A size is negative or too large.</exception>
    public KeyMass(TSet set, int batch, int heads, int queryCount)
    {
        (_set, _batch, _heads, _queries) = (set, batch, heads, queryCount);
        int rows = Argument.Elements((batch, nameof(batch)), (heads, nameof(heads)), (queryCount, nameof(queryCount)));
        (_mass, _largest) = (new float[rows], new float[rows]);
        Array.Fill(_largest, float.NegativeInfinity);
    }

    /// <inheritdoc/>
    public static bool IsEmpty => false;

    /// <inheritdoc/>
    public static bool SeesWeights => true;

    /// <summary>[B, Hq, Tq], 0 … 1.</summary>
    public ReadOnlySpan<float> Mass => _mass;

    /// <inheritdoc/>
    public void Check(int batch, int heads, int queryCount, int keyCount)
    {
        if (batch != _batch || heads != _heads || queryCount != _queries)
            throw new ArgumentException(
                $"key mass: expected room for B={batch}, Hq={heads}, Tq={queryCount}; got {_batch}, {_heads}, {_queries}.", "observer");
    }

    /// <inheritdoc/>
    public void Tile(int batch, int head, int firstRow, int rows, int firstKey, int keys, float* scores, int stride) { }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Weights<TLane, TVector>(
        int batch, int head, int row, int firstKey, int keys, float* weights, float largest, float shrink, float sum, float scoreSum)
        where TLane : struct, ILane<TVector> where TVector : struct
    {
        int at = (batch * _heads + head) * _queries + row;
        _largest[at] = largest;
        if (shrink != 1f) _mass[at] *= shrink;
        if (_set.NextKey(batch, head, row, 1, firstKey, firstKey + keys) >= firstKey + keys) return;
        for (int c = 0; c < keys; c += 64)
        {
            ulong bits = _set.Row64(batch, head, row, firstKey + c) & new KeyRange(0, keys).Bits64(c);
            if (bits == 0) continue;
            TVector total = TLane.Zero;
            for (int i = 0; i < 64; i += TLane.Width)
                if ((uint)(bits >> i) != 0)
                    total = TLane.Add(total, TLane.Select((uint)(bits >> i), TLane.Load(weights + c + i), TLane.Zero));
            _mass[at] += TLane.Sum(total);
        }
    }

    /// <inheritdoc/>
    public void Finish(int batch, int head, int row, float logSumExp2)
    {
        int at = (batch * _heads + head) * _queries + row;
        if (!float.IsNegativeInfinity(_largest[at])) _mass[at] *= MathF.Pow(2f, _largest[at] - logSumExp2);
    }
}
