using System.Runtime.CompilerServices;

namespace Heed.Numerics;

/// <summary>The exponential function on lanes.</summary>
internal static class Exponential
{
    /// <summary>1 / ln 2: a natural exponent times this is a base-2 exponent.</summary>
    public const float Log2E = 1.4426950408889634f;

    /// <summary>ln 2.</summary>
    public const float Ln2 = 0.6931471805599453f;

    /// <summary>
    /// 2ˣ. Exactly 1 at 0, 0 at −∞ (and from x = −150 down, or from −127.5 where the machine cannot scale), +∞ from 128 up; NaN stays NaN.
    /// Largest relative error 2e-7.
    /// </summary>
    /// <remarks>
    /// x = n + f with |f| ≤ ½; 2ᶠ is a polynomial of degree 6 whose constant term is exactly 1.
    /// Coefficients: Moshier, Cephes Mathematical Library, exp2f.
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Exp2<TLane, TVector>(TVector x) where TLane : struct, ILane<TVector> where TVector : struct
    {
        x = TLane.Exponent(x);
        TVector n = TLane.Round(x);
        TVector f = TLane.Subtract(x, n);
        TVector p = TLane.Splat(1.535336188319500e-4f);
        p = TLane.FusedMultiplyAdd(p, f, TLane.Splat(1.339887440266574e-3f));
        p = TLane.FusedMultiplyAdd(p, f, TLane.Splat(9.618437357674640e-3f));
        p = TLane.FusedMultiplyAdd(p, f, TLane.Splat(5.550332471162809e-2f));
        p = TLane.FusedMultiplyAdd(p, f, TLane.Splat(2.402264791363012e-1f));
        p = TLane.FusedMultiplyAdd(p, f, TLane.Splat(6.931472028550421e-1f));
        p = TLane.FusedMultiplyAdd(p, f, TLane.Splat(1f));
        return TLane.Scale(p, n);
    }

    /// <summary>eˣ, through <see cref="Exp2{TLane, TVector}"/>: relative error grows with |x|, 6e-8·|x| at most.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Exp<TLane, TVector>(TVector x) where TLane : struct, ILane<TVector> where TVector : struct
        => Exp2<TLane, TVector>(TLane.Multiply(x, TLane.Splat(Log2E)));
}
