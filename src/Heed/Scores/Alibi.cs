using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Heed.Numerics;

namespace Heed.Scores;

/// <summary>t = s − slope[h]·|p − j| with p = i + offset: attention with linear biases (Press et al. 2022).</summary>
public readonly unsafe struct Alibi : IScore
{
    private readonly float[] _slopes; // [Hq]
    private static readonly float[] s_ramp = Ramp(); // pinned
    private readonly int _offset;

    /// <summary>Takes the slopes.</summary>
    /// <param name="slopes">[Hq], usually falling powers of 2.</param>
    /// <param name="offset">Keys before the first query: its aligned position.</param>
    /// <exception cref="ArgumentException">A slope is not finite.</exception>
    public Alibi(ReadOnlySpan<float> slopes, int offset = 0)
    {
        foreach (float slope in slopes)
            if (!float.IsFinite(slope)) throw new ArgumentException($"slopes: expected finite numbers; got {slope}.", nameof(slopes));
        _slopes = slopes.ToArray();
        _offset = offset;
    }

    /// <inheritdoc/>
    public static bool IsIdentity => false;

    /// <inheritdoc/>
    public static bool IsAdditive => true;

    /// <inheritdoc/>
    public string Name => "alibi";

    /// <inheritdoc/>
    public void Check(int batch, int heads, int queryCount, int keyCount)
    {
        if (_slopes?.Length != heads)
            throw new ArgumentException($"alibi: expected a slope for each of Hq={heads} heads; got {_slopes?.Length ?? 0}.", "score");
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TVector Apply<TLane, TVector>(TVector score, int batch, int head, int row, int key) where TLane : struct, ILane<TVector> where TVector : struct
    {
        TVector distance = TLane.Add(TLane.Load((float*)Marshal.UnsafeAddrOfPinnedArrayElement(s_ramp, 0)), TLane.Splat(key - (row + _offset)));
        distance = TLane.Max(distance, TLane.Subtract(TLane.Zero, distance));
        return TLane.FusedMultiplyAdd(distance, TLane.Splat(-_slopes[head]), score);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TVector Slope<TLane, TVector>(TVector score, int batch, int head, int row, int key)
        where TLane : struct, ILane<TVector> where TVector : struct => TLane.Splat(1f);

    /// <inheritdoc/>
    public double Define(double score, int batch, int head, int row, int key) => score - (double)_slopes[head] * Math.Abs((long)row + _offset - key);

    /// <inheritdoc/>
    public double DefineSlope(double score, int batch, int head, int row, int key) => 1;

    /// <summary>0, 1, 2, … for the lanes of the widest register.</summary>
    private static float[] Ramp()
    {
        float[] ramp = GC.AllocateUninitializedArray<float>(16, pinned: true);
        for (int i = 0; i < ramp.Length; i++) ramp[i] = i;
        return ramp;
    }
}
