using System.Runtime.CompilerServices;
namespace Heed.Observers;

/// <summary>Two observers of one backward pass.</summary>
public readonly unsafe struct BothGradients<TFirst, TSecond>(TFirst first, TSecond second) : IGradientObserver
    where TFirst : struct, IGradientObserver where TSecond : struct, IGradientObserver
{
    /// <inheritdoc/>
    public static bool IsEmpty
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => TFirst.IsEmpty && TSecond.IsEmpty;
    }

    /// <inheritdoc/>
    public GradientSharing Sharing => first.Sharing > second.Sharing ? first.Sharing : second.Sharing;

    /// <inheritdoc/>
    public void Check(int batch, int heads, int queryCount, int keyCount)
    {
        first.Check(batch, heads, queryCount, keyCount);
        second.Check(batch, heads, queryCount, keyCount);
    }

    /// <inheritdoc/>
    public void Tile(int batch, int head, int firstRow, int rows, int firstKey, int keys, float* weights, float* gradients, int stride, float* deltas)
    {
        first.Tile(batch, head, firstRow, rows, firstKey, keys, weights, gradients, stride, deltas);
        second.Tile(batch, head, firstRow, rows, firstKey, keys, weights, gradients, stride, deltas);
    }

    /// <inheritdoc/>
    public void Finish(int batch, int head, int row, float delta)
    {
        first.Finish(batch, head, row, delta);
        second.Finish(batch, head, row, delta);
    }
}
