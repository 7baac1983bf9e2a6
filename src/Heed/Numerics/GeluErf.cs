using System.Runtime.CompilerServices;

namespace Heed.Numerics;

/// <summary>The Gaussian error linear unit, xΦ(x) (Hendrycks and Gimpel 2016). Φ to 1.5e-7 by Abramowitz and Stegun 7.1.26.</summary>
internal readonly struct GeluErf : IElementwise
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Value<TLane, TVector>(TVector x) where TLane : struct, ILane<TVector> where TVector : struct
        => TLane.Multiply(x, Normal<TLane, TVector>(x, Density<TLane, TVector>(x)));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Slope<TLane, TVector>(TVector x) where TLane : struct, ILane<TVector> where TVector : struct
    {
        TVector e = Density<TLane, TVector>(x);
        return TLane.FusedMultiplyAdd(TLane.Multiply(x, TLane.Splat(0.3989422804014327f)), e, Normal<TLane, TVector>(x, e)); // 1/√(2π)
    }

    /// <summary>exp(−x²/2).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Density<TLane, TVector>(TVector x) where TLane : struct, ILane<TVector> where TVector : struct
        => Exponential.Exp2<TLane, TVector>(TLane.Multiply(TLane.Multiply(x, x), TLane.Splat(-0.5f * Exponential.Log2E)));

    /// <summary>Φ(x), given exp(−x²/2).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Normal<TLane, TVector>(TVector x, TVector density) where TLane : struct, ILane<TVector> where TVector : struct
    {
        TVector one = TLane.Splat(1f);
        TVector size = TLane.Max(x, TLane.Subtract(TLane.Zero, x));
        TVector t = TLane.Divide(one, TLane.FusedMultiplyAdd(size, TLane.Splat(0.3275911f * 0.7071067811865476f), one));
        TVector p = TLane.Splat(1.061405429f);
        p = TLane.FusedMultiplyAdd(p, t, TLane.Splat(-1.453152027f));
        p = TLane.FusedMultiplyAdd(p, t, TLane.Splat(1.421413741f));
        p = TLane.FusedMultiplyAdd(p, t, TLane.Splat(-0.284496736f));
        p = TLane.FusedMultiplyAdd(p, t, TLane.Splat(0.254829592f));
        TVector tail = TLane.Multiply(TLane.Multiply(p, t), TLane.Multiply(density, TLane.Splat(0.5f))); // 1 − Φ(|x|)
        // Φ(x) is the tail for x < 0 and one minus it otherwise: ½ + sign·(½ − tail).
        TVector limit = TLane.Splat(1e30f);
        TVector bounded = TLane.Max(TLane.Splat(-1e30f), TLane.Min(limit, x));
        TVector sign = TLane.Divide(bounded, TLane.Max(TLane.Min(limit, size), TLane.Splat(1e-30f)));
        TVector whole = TLane.FusedMultiplyAdd(sign, TLane.Subtract(TLane.Splat(0.5f), tail), TLane.Splat(0.5f));
        return whole;
    }
}
