using System.Runtime.CompilerServices;
using Heed.Numerics;

namespace Heed.Observers;

/// <summary>Two observers of one forward pass.</summary>
public readonly unsafe struct Both<TFirst, TSecond>(TFirst first, TSecond second) : IObserver
    where TFirst : struct, IObserver where TSecond : struct, IObserver
{
    /// <inheritdoc/>
    public static bool IsEmpty
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => TFirst.IsEmpty && TSecond.IsEmpty;
    }

    /// <inheritdoc/>
    public void Check(int batch, int heads, int queryCount, int keyCount)
    {
        first.Check(batch, heads, queryCount, keyCount);
        second.Check(batch, heads, queryCount, keyCount);
    }

    /// <inheritdoc/>
    public void Tile(int batch, int head, int firstRow, int rows, int firstKey, int keys, float* scores, int stride)
    {
        first.Tile(batch, head, firstRow, rows, firstKey, keys, scores, stride);
        second.Tile(batch, head, firstRow, rows, firstKey, keys, scores, stride);
    }

    /// <inheritdoc/>
    public static bool SeesWeights
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => TFirst.SeesWeights || TSecond.SeesWeights;
    }

    /// <inheritdoc/>
    public void Weights<TLane, TVector>(
        int batch, int head, int row, int firstKey, int keys, float* weights, float largest, float shrink, float sum, float scoreSum)
        where TLane : struct, ILane<TVector> where TVector : struct
    {
        if (TFirst.SeesWeights) first.Weights<TLane, TVector>(batch, head, row, firstKey, keys, weights, largest, shrink, sum, scoreSum);
        if (TSecond.SeesWeights) second.Weights<TLane, TVector>(batch, head, row, firstKey, keys, weights, largest, shrink, sum, scoreSum);
    }

    /// <inheritdoc/>
    public void Finish(int batch, int head, int row, float logSumExp2)
    {
        first.Finish(batch, head, row, logSumExp2);
        second.Finish(batch, head, row, logSumExp2);
    }
}
