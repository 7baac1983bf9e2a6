using Heed.Numerics;

namespace Heed.Linear;

/// <summary>φ in the kernel φ(q)·φ(k) that stands for exp(q·k): positive features of a row.
/// One of <see cref="EluPlusOne"/>, <see cref="PositiveRandomFeatures"/>.</summary>
/// <remarks>A query's features may be multiplied by any positive number: the normaliser divides it out again. Closed: kernels are written
/// against these two.</remarks>
public interface IFeatureMap
{
    /// <summary>F, the features of a row of <paramref name="width"/> floats.</summary>
    int Features(int width);

    /// <summary>Refuses rows of a width the map was not made for.</summary>
    internal void Check(int width);

    /// <summary>φ of query rows.</summary>
    /// <param name="rows">[count, width], <paramref name="stride"/> floats apart.</param>
    /// <param name="stride">Floats from row to row.</param>
    /// <param name="count">Rows.</param>
    /// <param name="width">D.</param>
    /// <param name="features">[count, featureStride], written.</param>
    /// <param name="featureStride">Floats from row to row of the features, a multiple of 16.</param>
    internal unsafe void Queries<TLane, TVector>(float* rows, nint stride, int count, int width, float* features, int featureStride)
        where TLane : struct, ILane<TVector> where TVector : struct;

    /// <summary>φ of key rows, with the parameters of <see cref="Queries"/>.</summary>
    internal unsafe void Keys<TLane, TVector>(float* rows, nint stride, int count, int width, float* features, int featureStride)
        where TLane : struct, ILane<TVector> where TVector : struct;

    /// <summary>Adds the gradient of query rows, given that of their features, which may be overwritten.</summary>
    internal unsafe void QueriesBackward<TLane, TVector>(
        float* rows, nint stride, int count, int width, float* features, float* featureGradients, int featureStride, float* gradients,
        nint gradientStride)
        where TLane : struct, ILane<TVector> where TVector : struct;

    /// <summary>Adds the gradient of key rows, given that of their features, which may be overwritten.</summary>
    internal unsafe void KeysBackward<TLane, TVector>(
        float* rows, nint stride, int count, int width, float* features, float* featureGradients, int featureStride, float* gradients,
        nint gradientStride)
        where TLane : struct, ILane<TVector> where TVector : struct;
}
