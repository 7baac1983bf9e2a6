using System.Runtime.CompilerServices;
using Heed.Numerics;

namespace Heed.Positions;

/// <summary>
/// Pairs (2i, 2i + 1). A row of the table has the cosine of each pair twice and its sine as −s, s, so that with
/// the neighbours of x exchanged
/// y = x·cos + swapped x·sin holds for every lane.
/// </summary>
internal readonly unsafe struct Interleaved : IRotaryLayout
{
    /// <inheritdoc/>
    public static int RowFloats(int pairs) => 2 * pairs;

    /// <inheritdoc/>
    public static void Write(float* cos, float* sin, int pair, int pairs, float c, float s)
    {
        cos[2 * pair] = cos[2 * pair + 1] = c;
        sin[2 * pair] = -s;
        sin[2 * pair + 1] = s;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Turn<TLane, TVector>(float* x, float* y, float* cos, float* sin, int pairs, float sign, bool accumulate)
        where TLane : struct, ILane<TVector> where TVector : struct
    {
        TVector signs = TLane.Splat(sign);
        int j = 0;
        if (TLane.Width > 1) // one lane has no neighbour
        {
            for (; j + TLane.Width <= 2 * pairs; j += TLane.Width)
            {
                TVector v = TLane.Load(x + j), s = TLane.Multiply(TLane.Load(sin + j), signs);
                TVector turned = TLane.FusedMultiplyAdd(v, TLane.Load(cos + j), TLane.Multiply(TLane.SwapPairs(v), s));
                TLane.Store(accumulate ? TLane.Add(turned, TLane.Load(y + j)) : turned, y + j);
            }
        }
        for (; j < 2 * pairs; j += 2) // fewer numbers than lanes: a pair at a time
        {
            float a = x[j], b = x[j + 1], c = cos[j], s = sin[j + 1] * sign;
            float first = a * c - b * s, second = b * c + a * s;
            y[j] = accumulate ? y[j] + first : first;
            y[j + 1] = accumulate ? y[j + 1] + second : second;
        }
    }
}
