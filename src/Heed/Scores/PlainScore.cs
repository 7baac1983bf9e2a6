using System.Runtime.CompilerServices;
using Heed.Numerics;

namespace Heed.Scores;

/// <summary>The scaled product as it is.</summary>
public readonly struct PlainScore : IScore
{
    /// <inheritdoc/>
    public static bool IsIdentity => true;

    /// <inheritdoc/>
    public static bool IsAdditive => true;

    /// <inheritdoc/>
    public string Name => "plain";

    /// <inheritdoc/>
    public void Check(int batch, int heads, int queryCount, int keyCount) { }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TVector Apply<TLane, TVector>(TVector score, int batch, int head, int row, int key)
        where TLane : struct, ILane<TVector> where TVector : struct => score;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TVector Slope<TLane, TVector>(TVector score, int batch, int head, int row, int key)
        where TLane : struct, ILane<TVector> where TVector : struct => TLane.Splat(1f);

    /// <inheritdoc/>
    public double Define(double score, int batch, int head, int row, int key) => score;

    /// <inheritdoc/>
    public double DefineSlope(double score, int batch, int head, int row, int key) => 1;
}
