using System.Runtime.CompilerServices;
using Heed.Numerics;

namespace Heed.Linear;

/// <summary>φ(x) = elu(x) + 1: x + 1 where x &gt; 0, eˣ elsewhere; as many features as dimensions (Katharopoulos et al. 2020).</summary>
public readonly unsafe struct EluPlusOne : IFeatureMap
{
    /// <inheritdoc/>
    public int Features(int width) => width;

    void IFeatureMap.Check(int width) { }

    void IFeatureMap.Queries<TLane, TVector>(float* rows, nint stride, int count, int width, float* features, int featureStride)
        => Map<TLane, TVector>(rows, stride, count, width, features, featureStride);

    void IFeatureMap.Keys<TLane, TVector>(float* rows, nint stride, int count, int width, float* features, int featureStride)
        => Map<TLane, TVector>(rows, stride, count, width, features, featureStride);

    void IFeatureMap.QueriesBackward<TLane, TVector>(
        float* rows, nint stride, int count, int width, float* features, float* featureGradients, int featureStride, float* gradients,
        nint gradientStride)
        => Backward<TLane, TVector>(count, width, features, featureGradients, featureStride, gradients, gradientStride);

    void IFeatureMap.KeysBackward<TLane, TVector>(
        float* rows, nint stride, int count, int width, float* features, float* featureGradients, int featureStride, float* gradients,
        nint gradientStride)
        => Backward<TLane, TVector>(count, width, features, featureGradients, featureStride, gradients, gradientStride);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Map<TLane, TVector>(float* rows, nint stride, int count, int width, float* features, int featureStride)
        where TLane : struct, ILane<TVector> where TVector : struct
    {
        for (int r = 0; r < count; r++, rows += stride, features += featureStride)
        {
            for (int i = 0; i < width; i += TLane.Width)
            {
                int lanes = Math.Min(TLane.Width, width - i);
                TVector x = lanes == TLane.Width ? TLane.Load(rows + i) : TLane.LoadPartial(rows + i, lanes);
                // max(x, 0) + e^min(x, 0): one of the two is exactly 0 or 1. NaN comes through, being the second operand.
                TVector below = Exponential.Exp<TLane, TVector>(TLane.Min(TLane.Zero, x));
                TLane.Store(TLane.Add(TLane.Max(TLane.Zero, x), below), features + i);
            }
        }
    }

    /// <summary>φ′ = 1 where x &gt; 0 and eˣ = φ elsewhere: the smaller of φ and 1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Backward<TLane, TVector>(
        int count, int width, float* features, float* featureGradients, int featureStride, float* gradients, nint gradientStride)
        where TLane : struct, ILane<TVector> where TVector : struct
    {
        TVector one = TLane.Splat(1f);
        for (int r = 0; r < count; r++, features += featureStride, featureGradients += featureStride, gradients += gradientStride)
        {
            for (int i = 0; i < width; i += TLane.Width)
                TLane.Store(
                    TLane.Multiply(TLane.Min(one, TLane.Load(features + i)), TLane.Load(featureGradients + i)), featureGradients + i);
            LaneRows.AddTo<TLane, TVector>(featureGradients, featureStride, 1, width, gradients, gradientStride);
        }
    }
}
