using System.Runtime.CompilerServices;
using Heed.Numerics;

namespace Heed.Scores;

/// <summary>t = s + bias, any matrix broadcast over any axis. Its gradient is collected by <see cref="Observers.BiasGradient"/>.</summary>
/// <param name="bias">[B or 1, Hq or 1, Tq or 1, Tk or 1].</param>
/// <remarks>−∞ hides a pair like a mask, but its block is computed all the same, and NaN or ∞ in the hidden value is not kept out: a mask is the way to hide.</remarks>
public readonly unsafe struct AdditiveBias(BiasView bias) : IScore
{
    private readonly int _keys = bias.Keys;

    /// <inheritdoc/>
    public static bool IsIdentity => false;

    /// <inheritdoc/>
    public static bool IsAdditive => true;

    /// <inheritdoc/>
    public string Name => "bias";

    /// <inheritdoc/>
    public void Check(int batch, int heads, int queryCount, int keyCount) => bias.Check("bias", "score", batch, heads, queryCount, keyCount);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TVector Apply<TLane, TVector>(TVector score, int batch, int head, int row, int key) where TLane : struct, ILane<TVector> where TVector : struct
    {
        float* numbers = bias.Row(batch, head, row);
        if (_keys == 1) return TLane.Add(score, TLane.Splat(*numbers));
        // The same keys of the rows that come next: they lie far apart, and no hardware guesses them.
        Prefetch.Line(numbers + RegisterTile.Rows * (nint)_keys + key);
        int left = _keys - key;
        return TLane.Add(score, left >= TLane.Width ? TLane.Load(numbers + key) : TLane.LoadPartial(numbers + key, Math.Max(left, 0)));
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TVector Slope<TLane, TVector>(TVector score, int batch, int head, int row, int key)
        where TLane : struct, ILane<TVector> where TVector : struct => TLane.Splat(1f);

    /// <inheritdoc/>
    public double Define(double score, int batch, int head, int row, int key) => score + bias.Row(batch, head, row)[_keys == 1 ? 0 : key];

    /// <inheritdoc/>
    public double DefineSlope(double score, int batch, int head, int row, int key) => 1;
}
