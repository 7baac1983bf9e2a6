using System.Runtime.CompilerServices;
using Heed.Numerics;

namespace Heed;

/// <summary>
/// The two products of decoding, for a few queries and a run of rows: scores = Q·Kᵀ and output += P·V. Both take two queries at a time:
/// four rows (or registers) by two queries are eight sums, which hide the latency of an addition and leave the loads behind the
/// multiply-adds; the second pair of a group finds the rows in the first-level cache.
/// </summary>
/// <remarks>
/// Each sum is one chain in a fixed order, whatever tile it is computed in, so a query's bits do not depend on its neighbours. Rows are whole
/// registers. While a run is in use the next one is asked for: the machine's own prefetcher stops at every 4 KB.
/// </remarks>
internal static unsafe class DecodeTiles
{
    /// <summary>
    /// Rows that stay in the first-level cache while all queries pass, the next ones beside them: 16 KB each at a head size of 128. Asking 2 or
    /// 4 KB ahead took 18 and 6 % longer on one thread than 8 or 16.
    /// </summary>
    public const int Run = 32;

    /// <summary>scores[r, j] = queries[r]·rows[j].</summary>
    /// <param name="queries">[queryCount, width], scaled.</param>
    /// <param name="queryCount">Queries, at least 1.</param>
    /// <param name="rows">[count, width].</param>
    /// <param name="count">Rows.</param>
    /// <param name="width">A multiple of the register.</param>
    /// <param name="scores">[queryCount, stride], the first <paramref name="count"/> of each written.</param>
    /// <param name="stride">Floats from one query's scores to the next.</param>
    /// <param name="ahead">The rows to ask for meanwhile, as many; null for none.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Scores<TLane, TVector>(float* queries, int queryCount, float* rows, int count, int width, float* scores, int stride, float* ahead)
        where TLane : struct, ILane<TVector> where TVector : struct
    {
        for (int j = 0; j < count; j += 4)
        {
            // The last tile may have fewer than four rows: the first stands in, and its sums are not stored.
            int live = Math.Min(4, count - j);
            float* k0 = rows + (nint)j * width;
            float* k1 = live > 1 ? k0 + width : k0;
            float* k2 = live > 2 ? k1 + width : k0;
            float* k3 = live > 3 ? k2 + width : k0;
            if (ahead != null) Prefetch.Lines(ahead + (nint)j * width, live * width * sizeof(float));
            for (int r = 0; r < queryCount; r += 2)
            {
                float* q0 = queries + (nint)r * width;
                float* q1 = r + 1 < queryCount ? q0 + width : q0; // an odd one out is computed twice and stored twice
                TVector s00 = TLane.Zero, s01 = TLane.Zero, s02 = TLane.Zero, s03 = TLane.Zero;
                TVector s10 = TLane.Zero, s11 = TLane.Zero, s12 = TLane.Zero, s13 = TLane.Zero;
                for (int d = 0; d < width; d += TLane.Width)
                {
                    TVector a = TLane.Load(q0 + d), b = TLane.Load(q1 + d);
                    TVector k = TLane.Load(k0 + d);
                    s00 = TLane.FusedMultiplyAdd(a, k, s00);
                    s10 = TLane.FusedMultiplyAdd(b, k, s10);
                    k = TLane.Load(k1 + d);
                    s01 = TLane.FusedMultiplyAdd(a, k, s01);
                    s11 = TLane.FusedMultiplyAdd(b, k, s11);
                    k = TLane.Load(k2 + d);
                    s02 = TLane.FusedMultiplyAdd(a, k, s02);
                    s12 = TLane.FusedMultiplyAdd(b, k, s12);
                    k = TLane.Load(k3 + d);
                    s03 = TLane.FusedMultiplyAdd(a, k, s03);
                    s13 = TLane.FusedMultiplyAdd(b, k, s13);
                }
                float* t0 = scores + (nint)r * stride + j;
                float* t1 = r + 1 < queryCount ? t0 + stride : t0;
                if (live == 4)
                {
                    TLane.StoreSums(s00, s01, s02, s03, t0);
                    TLane.StoreSums(s10, s11, s12, s13, t1);
                    continue;
                }
                t0[0] = TLane.Sum(s00);
                t1[0] = TLane.Sum(s10);
                if (live > 1)
                {
                    t0[1] = TLane.Sum(s01);
                    t1[1] = TLane.Sum(s11);
                }
                if (live > 2)
                {
                    t0[2] = TLane.Sum(s02);
                    t1[2] = TLane.Sum(s12);
                }
            }
        }
    }

    /// <summary>Adds Σ_j weights[j]·rows[j] to the outputs of two queries, rows in ascending order; both pairs of pointers may be one query's.</summary>
    /// <param name="weights0">[count] of the first query.</param>
    /// <param name="weights1">[count] of the second.</param>
    /// <param name="rows">[count, width].</param>
    /// <param name="count">Rows.</param>
    /// <param name="width">A multiple of the register.</param>
    /// <param name="output0">[width] of the first query, added to.</param>
    /// <param name="output1">[width] of the second.</param>
    /// <param name="ahead">The rows to ask for meanwhile, as many; null for none.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Accumulate<TLane, TVector>(
        float* weights0, float* weights1, float* rows, int count, int width, float* output0, float* output1, float* ahead)
        where TLane : struct, ILane<TVector> where TVector : struct
    {
        int w = TLane.Width, c = 0;
        for (; c + 4 * w <= width; c += 4 * w)
        {
            TVector s00 = TLane.Load(output0 + c), s01 = TLane.Load(output0 + c + w), s02 = TLane.Load(output0 + c + 2 * w), s03 = TLane.Load(output0 + c + 3 * w);
            TVector s10 = TLane.Load(output1 + c), s11 = TLane.Load(output1 + c + w), s12 = TLane.Load(output1 + c + 2 * w), s13 = TLane.Load(output1 + c + 3 * w);
            float* row = rows + c;
            for (int j = 0; j < count; j++, row += width)
            {
                if (ahead != null) Prefetch.Lines(ahead + (row - rows), 4 * w * sizeof(float));
                TVector a = TLane.Splat(weights0[j]), b = TLane.Splat(weights1[j]);
                TVector v = TLane.Load(row);
                s00 = TLane.FusedMultiplyAdd(a, v, s00);
                s10 = TLane.FusedMultiplyAdd(b, v, s10);
                v = TLane.Load(row + w);
                s01 = TLane.FusedMultiplyAdd(a, v, s01);
                s11 = TLane.FusedMultiplyAdd(b, v, s11);
                v = TLane.Load(row + 2 * w);
                s02 = TLane.FusedMultiplyAdd(a, v, s02);
                s12 = TLane.FusedMultiplyAdd(b, v, s12);
                v = TLane.Load(row + 3 * w);
                s03 = TLane.FusedMultiplyAdd(a, v, s03);
                s13 = TLane.FusedMultiplyAdd(b, v, s13);
            }
            TLane.Store(s00, output0 + c);
            TLane.Store(s01, output0 + c + w);
            TLane.Store(s02, output0 + c + 2 * w);
            TLane.Store(s03, output0 + c + 3 * w);
            TLane.Store(s10, output1 + c);
            TLane.Store(s11, output1 + c + w);
            TLane.Store(s12, output1 + c + 2 * w);
            TLane.Store(s13, output1 + c + 3 * w);
        }
        for (; c < width; c += w) // the registers that make no four
        {
            TVector s0 = TLane.Load(output0 + c), s1 = TLane.Load(output1 + c);
            float* row = rows + c;
            for (int j = 0; j < count; j++, row += width)
            {
                TVector v = TLane.Load(row);
                s0 = TLane.FusedMultiplyAdd(TLane.Splat(weights0[j]), v, s0);
                s1 = TLane.FusedMultiplyAdd(TLane.Splat(weights1[j]), v, s1);
            }
            TLane.Store(s0, output0 + c);
            TLane.Store(s1, output1 + c);
        }
    }
}
