using System.Runtime.CompilerServices;

namespace Heed.Numerics;

/// <summary>tanh x = 1 − 2 / (e²ˣ + 1); absolute error below 2e-7.</summary>
internal readonly struct Tanh : IElementwise
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Value<TLane, TVector>(TVector x) where TLane : struct, ILane<TVector> where TVector : struct
    {
        TVector e = Exponential.Exp2<TLane, TVector>(TLane.Multiply(x, TLane.Splat(2f * Exponential.Log2E)));
        return TLane.Subtract(TLane.Splat(1f), TLane.Divide(TLane.Splat(2f), TLane.Add(e, TLane.Splat(1f))));
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Slope<TLane, TVector>(TVector x) where TLane : struct, ILane<TVector> where TVector : struct
    {
        TVector t = Value<TLane, TVector>(x);
        return TLane.Subtract(TLane.Splat(1f), TLane.Multiply(t, t));
    }
}
