using System.Runtime.CompilerServices;
using Heed.Numerics;

namespace Heed.Linear;

/// <summary>
/// Products of blocks that one thread holds in its cache. Rows of B and C are filled up to whole registers, so no edge needs care; A may
/// be read through any strides, transposed too.
/// </summary>
/// <remarks>The triangular forms skip the blocks that are all zero; every element is one chain of multiply-adds
/// in ascending order.</remarks>
internal static unsafe class BlockProduct
{
    /// <summary>Rows that share one depth in a triangular product: two register tiles.</summary>
    private const int Step = 2 * RegisterTile.Rows;

    /// <summary>C (+)= A·B for [rows, depth]·[depth, columns].</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Multiply<TLane, TVector>(
        int rows, int columns, int depth, float* a, nint rowStride, nint depthStride, float* b, nint ldb, float* c, nint ldc,
        bool accumulate)
        where TLane : struct, ILane<TVector> where TVector : struct
    {
        int panel = RegisterTile.PanelWidth<TLane, TVector>();
        for (int column = 0; column < columns; column += panel)
            RegisterTile.Multiply<TLane, TVector>(
                rows, Math.Min(panel, columns - column), depth, a, rowStride, depthStride, b + column, ldb, c + column, ldc, accumulate);
    }

    /// <summary>C_ij = a_i·b_j for j ≤ i − <paramref name="lag"/>, 0 in the rest of the row.</summary>
    /// <param name="count">Rows of A and columns of B.</param>
    /// <param name="depth">Columns of A.</param>
    /// <param name="a">[count, depth], rows <paramref name="lda"/> floats apart.</param>
    /// <param name="lda">Floats from row to row of A.</param>
    /// <param name="across">B with its rows as columns, [depth, stride].</param>
    /// <param name="c">[count, stride], written.</param>
    /// <param name="stride">Floats from row to row of C and <paramref name="across"/>, whole registers.</param>
    /// <param name="lag">0 with the diagonal, 1 without.</param>
    public static void LowerPairs<TLane, TVector>(int count, int depth, float* a, nint lda, float* across, float* c, int stride, int lag)
        where TLane : struct, ILane<TVector> where TVector : struct
    {
        for (int r = 0; r < count; r += Step)
        {
            int rows = Math.Min(Step, count - r);
            Multiply<TLane, TVector>(rows, r + rows, depth, a + r * lda, lda, 1, across, stride, c + (nint)r * stride, stride, false);
        }
        for (int i = 0; i < count; i++)
        {
            int end = Math.Min(stride, i + 1 - lag);
            new Span<float>(c + (nint)i * stride + end, stride - end).Clear();
        }
    }

    /// <summary>C_i += Σ_{j ≤ i} L_ij b_j.</summary>
    /// <param name="count">Rows of every operand.</param>
    /// <param name="columns">Columns of B.</param>
    /// <param name="lower">L, [count, lowerStride], 0 above the diagonal.</param>
    /// <param name="lowerStride">Floats from row to row of L.</param>
    /// <param name="b">[count, stride].</param>
    /// <param name="c">[count, stride], added to.</param>
    /// <param name="stride">Floats from row to row of B and C.</param>
    public static void LowerTimes<TLane, TVector>(int count, int columns, float* lower, int lowerStride, float* b, float* c, int stride)
        where TLane : struct, ILane<TVector> where TVector : struct
    {
        int step = StepFor<TLane, TVector>(count, columns, b, stride);
        for (int r = 0; r < count; r += step)
        {
            int rows = Math.Min(step, count - r);
            Multiply<TLane, TVector>(
                rows, columns, r + rows, lower + (nint)r * lowerStride, lowerStride, 1, b, stride, c + (nint)r * stride, stride, true);
        }
    }

    /// <summary>C_j += Σ_{i ≥ j} L_ij b_i: the transpose of <see cref="LowerTimes"/>, with the same parameters.</summary>
    public static void LowerTransposedTimes<TLane, TVector>(
        int count, int columns, float* lower, int lowerStride, float* b, float* c, int stride)
        where TLane : struct, ILane<TVector> where TVector : struct
    {
        int step = StepFor<TLane, TVector>(count, columns, b, stride);
        for (int r = 0; r < count; r += step)
        {
            int rows = Math.Min(step, count - r);
            Multiply<TLane, TVector>(
                rows, columns, count - r, lower + (nint)r * lowerStride + r, 1, lowerStride, b + (nint)r * stride, stride,
                c + (nint)r * stride, stride, true);
        }
    }

    /// <summary>0·NaN is NaN: where B is not finite, rows go one by one so that nothing from across the diagonal reaches them.</summary>
    private static int StepFor<TLane, TVector>(int count, int columns, float* b, int stride)
        where TLane : struct, ILane<TVector> where TVector : struct
        => PanelPacking.AllFinite<TLane, TVector>(b, stride, count, columns) ? Step : 1;
}
