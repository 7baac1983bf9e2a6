using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Heed.Numerics;

namespace Heed.Scores;

/// <summary>
/// t = s + table[h, bucket(j − p)] with p = i + offset: a bias by distance, such as T5's relative buckets (Raffel et al. 2020). The gradient of the table is collected by
/// <see cref="Observers.DistanceBiasGradient"/>.
/// </summary>
/// <remarks>The table is spread out once over all Tq + Tk − 1 distances, so that a row's biases lie side by side.</remarks>
public readonly unsafe struct DistanceBias : IScore
{
    private readonly float[] _spread; // [Hq, distances], pinned
    private readonly float* _values;
    private readonly int _heads, _distances, _first, _queryCount, _keyCount, _offset;

    /// <summary>Spreads a table out.</summary>
    /// <param name="table">[buckets, Hq], as T5 stores it.</param>
    /// <param name="bucket">The bucket of a distance j − p, key minus query position.</param>
    /// <param name="heads">Hq.</param>
    /// <param name="queryCount">Tq.</param>
    /// <param name="keyCount">Tk.</param>
    /// <param name="offset">Keys before the first query: its aligned position.</param>
    /// <exception cref="ArgumentException">A size is negative, the table's length is off, or a bucket lies outside the table.</exception>
    public DistanceBias(ReadOnlySpan<float> table, Func<int, int> bucket, int heads, int queryCount, int keyCount, int offset = 0)
    {
        CheckSizes(heads, queryCount, keyCount);
        ArgumentNullException.ThrowIfNull(bucket);
        if (table.Length % heads != 0) throw new ArgumentException($"table: expected [buckets, Hq={heads}]; got {table.Length} values.", nameof(table));
        (_heads, _queryCount, _keyCount, _offset) = (heads, queryCount, keyCount, offset);
        _first = -(queryCount - 1) - offset;
        _distances = Math.Max(0, queryCount + keyCount - 1);
        _spread = GC.AllocateUninitializedArray<float>(heads * _distances, pinned: true);
        _values = (float*)Marshal.UnsafeAddrOfPinnedArrayElement(_spread, 0);
        int buckets = table.Length / heads;
        for (int d = 0; d < _distances; d++)
        {
            int b = bucket(_first + d);
            if ((uint)b >= (uint)buckets) throw new ArgumentException($"bucket: expected 0 … {buckets - 1}; got {b} for distance {_first + d}.", nameof(bucket));
            for (int h = 0; h < heads; h++) _spread[h * _distances + d] = table[b * heads + h];
        }
    }

    /// <summary>Refuses sizes whose distances cannot be spread out.</summary>
    internal static void CheckSizes(int heads, int queryCount, int keyCount)
    {
        Argument.AtLeast(1, heads, nameof(heads));
        Argument.AtLeast(0, queryCount, nameof(queryCount));
        Argument.AtLeast(0, keyCount, nameof(keyCount));
        if (((long)queryCount + keyCount) * heads > Array.MaxLength)
            throw new ArgumentException(
                $"keyCount: expected at most {Array.MaxLength} distances of all heads; got Hq={heads}, Tq={queryCount}, Tk={keyCount}.", nameof(keyCount));
    }

    /// <inheritdoc/>
    public static bool IsIdentity => false;

    /// <inheritdoc/>
    public static bool IsAdditive => true;

    /// <inheritdoc/>
    public string Name => "distance bias";

    /// <inheritdoc/>
    public void Check(int batch, int heads, int queryCount, int keyCount)
    {
        if (heads != _heads || queryCount != _queryCount || keyCount != _keyCount)
            throw new ArgumentException($"distance bias: expected Hq={heads}, Tq={queryCount}, Tk={keyCount}; got one for {_heads}, {_queryCount}, {_keyCount}.", "score");
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TVector Apply<TLane, TVector>(TVector score, int batch, int head, int row, int key) where TLane : struct, ILane<TVector> where TVector : struct
    {
        int left = _keyCount - key;
        float* values = _values + (nint)head * _distances + key - (row + _offset) - _first;
        return TLane.Add(score, left >= TLane.Width ? TLane.Load(values) : TLane.LoadPartial(values, Math.Max(left, 0)));
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TVector Slope<TLane, TVector>(TVector score, int batch, int head, int row, int key)
        where TLane : struct, ILane<TVector> where TVector : struct => TLane.Splat(1f);

    /// <inheritdoc/>
    public double Define(double score, int batch, int head, int row, int key) => score + _spread[head * _distances + key - (row + _offset) - _first];

    /// <inheritdoc/>
    public double DefineSlope(double score, int batch, int head, int row, int key) => 1;
}
