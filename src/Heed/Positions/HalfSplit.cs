using System.Runtime.CompilerServices;
using Heed.Numerics;

namespace Heed.Positions;

/// <summary>Pairs (i, i + pairs). A row of the table is one cosine and one sine a pair.</summary>
internal readonly unsafe struct HalfSplit : IRotaryLayout
{
    /// <inheritdoc/>
    public static int RowFloats(int pairs) => pairs;

    /// <inheritdoc/>
    public static void Write(float* cos, float* sin, int pair, int pairs, float c, float s)
    {
        cos[pair] = c;
        sin[pair] = s;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Turn<TLane, TVector>(float* x, float* y, float* cos, float* sin, int pairs, float sign, bool accumulate)
        where TLane : struct, ILane<TVector> where TVector : struct
    {
        TVector signs = TLane.Splat(sign), opposite = TLane.Splat(-sign);
        int i = 0;
        for (; i + TLane.Width <= pairs; i += TLane.Width)
        {
            TVector a = TLane.Load(x + i), b = TLane.Load(x + pairs + i), c = TLane.Load(cos + i), s = TLane.Load(sin + i);
            TVector first = TLane.FusedMultiplyAdd(a, c, TLane.Multiply(b, TLane.Multiply(s, opposite)));
            TVector second = TLane.FusedMultiplyAdd(b, c, TLane.Multiply(a, TLane.Multiply(s, signs)));
            TLane.Store(accumulate ? TLane.Add(first, TLane.Load(y + i)) : first, y + i);
            TLane.Store(accumulate ? TLane.Add(second, TLane.Load(y + pairs + i)) : second, y + pairs + i);
        }
        for (; i < pairs; i++) // fewer pairs than lanes: one at a time
        {
            float a = x[i], b = x[pairs + i], s = sin[i] * sign;
            float first = a * cos[i] - b * s, second = b * cos[i] + a * s;
            y[i] = accumulate ? y[i] + first : first;
            y[pairs + i] = accumulate ? y[pairs + i] + second : second;
        }
    }
}
