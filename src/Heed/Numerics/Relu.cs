using System.Runtime.CompilerServices;

namespace Heed.Numerics;

/// <summary>max(x, 0); slope 0 at 0.</summary>
internal readonly struct Relu : IElementwise
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Value<TLane, TVector>(TVector x)
        where TLane : struct, ILane<TVector> where TVector : struct => TLane.Max(TLane.Zero, x);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Slope<TLane, TVector>(TVector x) where TLane : struct, ILane<TVector> where TVector : struct
    {
        // x⁺ / max(x⁺, smallest): 1 for positive x, 0 otherwise; ∞ as 1.
        TVector positive = TLane.Min(TLane.Splat(1f), TLane.Max(TLane.Zero, x));
        return TLane.Divide(positive, TLane.Max(positive, TLane.Splat(float.Epsilon)));
    }
}
