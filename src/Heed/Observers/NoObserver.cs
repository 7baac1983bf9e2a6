using Heed.Numerics;

namespace Heed.Observers;

/// <summary>Watches nothing and costs nothing.</summary>
public readonly unsafe struct NoObserver : IObserver, IGradientObserver
{
    /// <summary>True.</summary>
    public static bool IsEmpty => true;

    /// <inheritdoc/>
    public GradientSharing Sharing => GradientSharing.None;

    /// <inheritdoc/>
    public void Tile(int batch, int head, int firstRow, int rows, int firstKey, int keys, float* scores, int stride) { }

    /// <inheritdoc/>
    public static bool SeesWeights => false;

    /// <inheritdoc/>
    public void Weights<TLane, TVector>(
        int batch, int head, int row, int firstKey, int keys, float* weights, float largest, float shrink, float sum, float scoreSum)
        where TLane : struct, ILane<TVector> where TVector : struct { }

    /// <inheritdoc/>
    public void Finish(int batch, int head, int row, float logSumExp2) { }

    /// <inheritdoc/>
    public void Tile(int batch, int head, int firstRow, int rows, int firstKey, int keys, float* weights, float* gradients, int stride, float* deltas) { }

    /// <inheritdoc cref="IObserver.Check"/>
    public void Check(int batch, int heads, int queryCount, int keyCount) { }

    void IGradientObserver.Finish(int batch, int head, int row, float delta) { }
}
