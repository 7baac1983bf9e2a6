using System.Runtime.CompilerServices;
using Heed.Numerics;

namespace Heed.Scores;

/// <summary>Two changes one after the other: t = g(f(s)), <paramref name="first"/> before <paramref name="second"/>.</summary>
public readonly struct Then<TFirst, TSecond>(TFirst first, TSecond second) : IScore where TFirst : struct, IScore where TSecond : struct, IScore
{
    /// <inheritdoc/>
    public static bool IsIdentity
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => TFirst.IsIdentity && TSecond.IsIdentity;
    }

    /// <inheritdoc/>
    public static bool IsAdditive
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => TFirst.IsAdditive && TSecond.IsAdditive;
    }

    /// <inheritdoc/>
    public string Name => $"{first.Name}, {second.Name}";

    /// <inheritdoc/>
    public void Check(int batch, int heads, int queryCount, int keyCount)
    {
        first.Check(batch, heads, queryCount, keyCount);
        second.Check(batch, heads, queryCount, keyCount);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TVector Apply<TLane, TVector>(TVector score, int batch, int head, int row, int key) where TLane : struct, ILane<TVector> where TVector : struct
        => second.Apply<TLane, TVector>(first.Apply<TLane, TVector>(score, batch, head, row, key), batch, head, row, key);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TVector Slope<TLane, TVector>(TVector score, int batch, int head, int row, int key) where TLane : struct, ILane<TVector> where TVector : struct
    {
        TVector slope = first.Slope<TLane, TVector>(score, batch, head, row, key);
        return TSecond.IsAdditive
            ? slope
            : TLane.Multiply(slope, second.Slope<TLane, TVector>(first.Apply<TLane, TVector>(score, batch, head, row, key), batch, head, row, key));
    }

    /// <inheritdoc/>
    public double Define(double score, int batch, int head, int row, int key) => second.Define(first.Define(score, batch, head, row, key), batch, head, row, key);

    /// <inheritdoc/>
    public double DefineSlope(double score, int batch, int head, int row, int key)
        => first.DefineSlope(score, batch, head, row, key) * second.DefineSlope(first.Define(score, batch, head, row, key), batch, head, row, key);
}
