using System.Runtime.CompilerServices;

namespace Heed.Numerics;

/// <summary>The sigmoid linear unit, "swish": xσ(x) = x / (1 + e⁻ˣ) (Elfwing, Uchibe and Doya 2018; Ramachandran,
/// Zoph and Le 2017).</summary>
internal readonly struct Silu : IElementwise
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Value<TLane, TVector>(TVector x) where TLane : struct, ILane<TVector> where TVector : struct
        => TLane.Divide(x, Reciprocal<TLane, TVector>(x));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Slope<TLane, TVector>(TVector x) where TLane : struct, ILane<TVector> where TVector : struct
    {
        // σ(x)(1 + x(1 − σ(x))). Beyond ±100 it is 0 or 1 in float32, and x is bounded so that ∞·0 cannot arise.
        TVector one = TLane.Splat(1f);
        x = TLane.Max(TLane.Splat(-100f), TLane.Min(TLane.Splat(100f), x));
        TVector s = TLane.Divide(one, Reciprocal<TLane, TVector>(x));
        return TLane.Multiply(s, TLane.FusedMultiplyAdd(x, TLane.Subtract(one, s), one));
    }

    /// <summary>1 + e⁻ˣ = 1/σ(x).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Reciprocal<TLane, TVector>(TVector x) where TLane : struct, ILane<TVector> where TVector : struct
        => TLane.Add(TLane.Splat(1f), Exponential.Exp2<TLane, TVector>(TLane.Multiply(x, TLane.Splat(-Exponential.Log2E))));
}
