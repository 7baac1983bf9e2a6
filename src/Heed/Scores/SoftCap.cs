using System.Runtime.CompilerServices;
using Heed.Numerics;

namespace Heed.Scores;

/// <summary>c·tanh(s / c): scores stay within ±<paramref name="cap"/> (Gemma 2; ONNX Attention-23 <c>softcap</c>).</summary>
/// <param name="cap">c, greater than 0.</param>
public readonly struct SoftCap(float cap) : IScore
{
    /// <inheritdoc/>
    public static bool IsIdentity => false;

    /// <inheritdoc/>
    public static bool IsAdditive => false;

    /// <inheritdoc/>
    public string Name => $"softcap({cap})";

    /// <inheritdoc/>
    public void Check(int batch, int heads, int queryCount, int keyCount)
    {
        if (!(cap > 0) || !float.IsFinite(cap)) throw new ArgumentException($"soft cap: expected a finite number greater than 0; got {cap}.", "score");
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TVector Apply<TLane, TVector>(TVector score, int batch, int head, int row, int key) where TLane : struct, ILane<TVector> where TVector : struct
        => TLane.Multiply(Tanh.Value<TLane, TVector>(TLane.Multiply(score, TLane.Splat(1f / cap))), TLane.Splat(cap));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TVector Slope<TLane, TVector>(TVector score, int batch, int head, int row, int key) where TLane : struct, ILane<TVector> where TVector : struct
        => Tanh.Slope<TLane, TVector>(TLane.Multiply(score, TLane.Splat(1f / cap)));

    /// <inheritdoc/>
    public double Define(double score, int batch, int head, int row, int key) => cap * Math.Tanh(score / cap);

    /// <inheritdoc/>
    public double DefineSlope(double score, int batch, int head, int row, int key)
    {
        double t = Math.Tanh(score / cap);
        return 1 - t * t;
    }
}
