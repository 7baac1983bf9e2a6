using System.Runtime.CompilerServices;
using Heed.Numerics;

namespace Heed.Linear;

/// <summary>
/// Performer's features, φ(x)_f = exp(ω_f·x′ − |x′|²/2)/√F with x′ = √scale·x: their product has the mean exp(scale·q·k), so that attention
/// over them approaches exact softmax attention as F grows (Choromanski et al. 2021, FAVOR+).
/// </summary>
/// <remarks>
/// <para>A query's features are divided by their largest, which the normaliser undoes. Keys have no such shift,
/// because a causal or recurrent
/// sum must not depend on keys to come: their features lose all bits where scale·|k|²/2 passes about 80 more than
/// ω·x′ can make up for.</para>
/// <para>The error falls as 1/√F and grows with e^(scale·|q + k|²): fit for moderate scores, not for sharp ones.
/// Measured against exact attention
/// (D 16, T 96, bidirectional, root mean square of the difference over that of the exact output): with entries in ±0.7, 0.28,
/// 0.17, 0.083, 0.042 and 0.021
/// for F = 16, 64, 256, 1024 and 4096 (PerformerTests); with entries in ±1.5, where few keys hold most of the weight,
/// still 0.44 at F = 4096.</para>
/// </remarks>
/// <param name="Projection">The directions ω.</param>
public readonly unsafe record struct PositiveRandomFeatures(RandomProjection Projection) : IFeatureMap
{
    /// <inheritdoc/>
    public int Features(int width) => Projection.Features;

    void IFeatureMap.Check(int width)
    {
        if (Projection?.Width != width)
            throw new ArgumentException(
                $"random features: expected rows of the projection's width D={Projection?.Width ?? 0}; got D={width}.", "map");
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    void IFeatureMap.Queries<TLane, TVector>(float* rows, nint stride, int count, int width, float* features, int featureStride)
    {
        Project<TLane, TVector>(rows, stride, count, features, featureStride);
        for (int r = 0; r < count; r++)
        {
            float* row = features + (nint)r * featureStride;
            float max = float.NegativeInfinity;
            for (int f = 0; f < Projection.Features; f++) max = float.IsNaN(row[f]) ? float.NaN : Math.Max(max, row[f]);
            Exponentials<TLane, TVector>(row, featureStride, -max);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    void IFeatureMap.Keys<TLane, TVector>(float* rows, nint stride, int count, int width, float* features, int featureStride)
    {
        Project<TLane, TVector>(rows, stride, count, features, featureStride);
        for (int r = 0; r < count; r++)
        {
            float* row = rows + r * stride;
            float square = 0f;
            for (int d = 0; d < width; d++) square += row[d] * row[d];
            Exponentials<TLane, TVector>(features + (nint)r * featureStride, featureStride, -0.5f * Projection.Scale * square);
        }
    }

    void IFeatureMap.QueriesBackward<TLane, TVector>(
        float* rows, nint stride, int count, int width, float* features, float* featureGradients, int featureStride, float* gradients,
        nint gradientStride)
        => Backward<TLane, TVector>(rows, stride, count, width, features, featureGradients, featureStride, gradients, gradientStride, 0f);

    void IFeatureMap.KeysBackward<TLane, TVector>(
        float* rows, nint stride, int count, int width, float* features, float* featureGradients, int featureStride, float* gradients,
        nint gradientStride)
        => Backward<TLane, TVector>(
            rows, stride, count, width, features, featureGradients, featureStride, gradients, gradientStride, Projection.Scale);

    /// <summary>√scale·ω_f·x for every row and feature.</summary>
    private void Project<TLane, TVector>(float* rows, nint stride, int count, float* features, int featureStride)
        where TLane : struct, ILane<TVector> where TVector : struct
        => BlockProduct.Multiply<TLane, TVector>(
            count, Projection.Features, Projection.Width, rows, stride, 1, Projection.Across, Projection.FeatureStride, features,
            featureStride, false);

    /// <summary>e^(row + shift)/√F; what fills up the row becomes 0.</summary>
    private void Exponentials<TLane, TVector>(float* row, int featureStride, float shift)
        where TLane : struct, ILane<TVector> where TVector : struct
    {
        int count = Projection.Features;
        TVector shifts = TLane.Splat(shift), factor = TLane.Splat(1f / MathF.Sqrt(count));
        for (int f = 0; f < count; f += TLane.Width)
            TLane.Store(TLane.Multiply(factor, Exponential.Exp<TLane, TVector>(TLane.Add(TLane.Load(row + f), shifts))), row + f);
        new Span<float>(row + count, featureStride - count).Clear();
    }

    /// <summary>∂x += Σ_f w_f √scale ω_f − s·(Σ_f w_f) x with w = φ ⊙ ∂φ; s is the scale where the features hold |x′|²/2, else 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Backward<TLane, TVector>(
        float* rows, nint stride, int count, int width, float* features, float* featureGradients, int featureStride, float* gradients,
        nint gradientStride, float normScale)
        where TLane : struct, ILane<TVector> where TVector : struct
    {
        LaneRows.Multiply<TLane, TVector>(features, featureGradients, featureGradients, (nint)count * featureStride);
        float* sums = stackalloc float[RegisterTile.Rows * 64]; // six rows of one register panel at a time
        int panel = RegisterTile.PanelWidth<TLane, TVector>();
        for (int r = 0; r < count; r += RegisterTile.Rows)
        {
            int part = Math.Min(RegisterTile.Rows, count - r);
            for (int column = 0; column < width; column += panel)
            {
                int columns = Math.Min(panel, width - column);
                RegisterTile.Multiply<TLane, TVector>(
                    part, columns, Projection.Features, featureGradients + (nint)r * featureStride, featureStride, 1,
                    Projection.Rows + column, Projection.WidthStride, sums, panel, false);
                for (int i = 0; i < part; i++)
                    for (int d = 0; d < columns; d++) gradients[(r + i) * gradientStride + column + d] += sums[i * panel + d];
            }
            if (normScale == 0f) continue;
            for (int i = r; i < r + part; i++)
            {
                float sum = 0f;
                for (int f = 0; f < Projection.Features; f++) sum += featureGradients[(nint)i * featureStride + f];
                for (int d = 0; d < width; d++) gradients[i * gradientStride + d] -= normScale * sum * rows[i * stride + d];
            }
        }
    }
}
