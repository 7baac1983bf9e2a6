using System.Runtime.CompilerServices;

namespace Heed.Numerics;

/// <summary>The Gaussian error linear unit by its tanh approximation, "gelu_new": ½x(1 + tanh(√(2/π)(x + 0.044715x³))) (Hendrycks
/// and Gimpel 2016).</summary>
internal readonly struct GeluTanh : IElementwise
{
    private const float Root = 0.7978845608028654f; // √(2/π)
    private const float Cubic = 0.044715f;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Value<TLane, TVector>(TVector x) where TLane : struct, ILane<TVector> where TVector : struct
    {
        TVector t = Tanh.Value<TLane, TVector>(Inner<TLane, TVector>(x, TLane.Multiply(x, x)));
        return TLane.Multiply(TLane.Multiply(TLane.Splat(0.5f), x), TLane.Add(TLane.Splat(1f), t));
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Slope<TLane, TVector>(TVector x) where TLane : struct, ILane<TVector> where TVector : struct
    {
        TVector one = TLane.Splat(1f), half = TLane.Splat(0.5f), square = TLane.Multiply(x, x);
        TVector t = Tanh.Value<TLane, TVector>(Inner<TLane, TVector>(x, square));
        TVector inner = TLane.Multiply(TLane.Splat(Root), TLane.FusedMultiplyAdd(TLane.Splat(3f * Cubic), square, one));
        TVector steep = TLane.Multiply(TLane.Multiply(TLane.Multiply(half, x), TLane.Subtract(one, TLane.Multiply(t, t))), inner);
        return TLane.FusedMultiplyAdd(half, TLane.Add(one, t), steep);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Inner<TLane, TVector>(TVector x, TVector square) where TLane : struct, ILane<TVector> where TVector : struct
        => TLane.Multiply(TLane.Multiply(TLane.Splat(Root), x), TLane.FusedMultiplyAdd(TLane.Splat(Cubic), square, TLane.Splat(1f)));
}
