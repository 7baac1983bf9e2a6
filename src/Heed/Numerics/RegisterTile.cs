using System.Runtime.CompilerServices;

namespace Heed.Numerics;

/// <summary>
/// The inner loop of every product: a block of C, at most <see cref="Rows"/> rows high and one panel wide, kept in registers while the
/// depth runs by. C (+)= A·B with A[r, k] at <c>a + r·rowStride + k·depthStride</c> and row k of B at <c>b + k·ldb</c>.
/// </summary>
/// <remarks>
/// Six rows by four registers are 24 accumulators, four of B and one broadcast: 29 of the 32 registers, and enough independent sums to
/// hide the latency of the multiply-add. With 16 registers, two across. Every element of C is one chain of multiply-adds in the order
/// of k, whatever the tile's shape: results do not depend on how the rows are grouped.
/// </remarks>
internal static unsafe class RegisterTile
{
    /// <summary>Rows of a tile.</summary>
    public const int Rows = 6;

    /// <summary>Steps of a tile for one of what it does beside.</summary>
    public const int BesideSteps = 8;

    /// <summary>Floats across a panel: the widest tile.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int PanelWidth<TLane, TVector>() where TLane : struct, ILane<TVector> where TVector : struct
        => TLane.Width * TLane.TileVectors;

    /// <summary>
    /// Any number of rows by <paramref name="columns"/> floats, at most one panel. Columns are computed in whole registers: B must be readable and C
    /// writable up to the next multiple of the register's width.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Multiply<TLane, TVector>(
        int rows, int columns, int depth, float* a, nint rowStride, nint depthStride, float* b, nint ldb, float* c, nint ldc, bool accumulate)
        where TLane : struct, ILane<TVector> where TVector : struct
    {
        var nothing = new NoBeside();
        Multiply<TLane, TVector, NoBeside>(rows, columns, depth, a, rowStride, depthStride, b, ldb, c, ldc, accumulate, ref nothing);
    }

    /// <summary>The same, with other work done between the steps of tiles that are four registers wide; how much of it is done is up to the tiles.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Multiply<TLane, TVector, TBeside>(
        int rows, int columns, int depth, float* a, nint rowStride, nint depthStride, float* b, nint ldb, float* c, nint ldc, bool accumulate,
        ref TBeside beside)
        where TLane : struct, ILane<TVector> where TVector : struct where TBeside : struct, IBeside
    {
        int w = TLane.Width;
        int vectors = (columns + w - 1) / w;
        if (vectors == 4)
        {
            int r = 0;
            for (; r < rows - 1; r += Rows)
                SixFour<TLane, TVector, TBeside>(
                    Math.Min(Rows, rows - r), depth, a + r * rowStride, rowStride, depthStride, b, ldb, c + r * ldc, ldc, accumulate, ref beside);
            if (r < rows) OneFour<TLane, TVector>(depth, a + r * rowStride, depthStride, b, ldb, c + r * ldc, accumulate);
            return;
        }
        int column = 0;
        for (; vectors >= 2; vectors -= 2, column += 2 * w)
        {
            int r = 0;
            for (; r < rows - 1; r += Rows)
                SixTwo<TLane, TVector>(Math.Min(Rows, rows - r), depth, a + r * rowStride, rowStride, depthStride, b + column, ldb, c + r * ldc + column, ldc, accumulate);
            if (r < rows) OneTwo<TLane, TVector>(depth, a + r * rowStride, depthStride, b + column, ldb, c + r * ldc + column, accumulate);
        }
        if (vectors == 1)
        {
            for (int r = 0; r < rows; r += Rows)
                SixOne<TLane, TVector>(Math.Min(Rows, rows - r), depth, a + r * rowStride, rowStride, depthStride, b + column, ldb, c + r * ldc + column, ldc, accumulate);
        }
    }

    /// <summary>Up to six rows, 4 registers wide.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void SixFour<TLane, TVector, TBeside>(
        int rows, int depth, float* a, nint rowStride, nint depthStride, float* b, nint ldb, float* c, nint ldc, bool accumulate, ref TBeside beside)
        where TLane : struct, ILane<TVector> where TVector : struct where TBeside : struct, IBeside
    {
        // Rows that are not there repeat the last one: computed, never stored.
        nint last = rows - 1;
        float* a0 = a;
        float* a1 = a + Math.Min(1, last) * rowStride;
        float* a2 = a + Math.Min(2, last) * rowStride;
        float* a3 = a + Math.Min(3, last) * rowStride;
        float* a4 = a + Math.Min(4, last) * rowStride;
        float* a5 = a + Math.Min(5, last) * rowStride;
        int w = TLane.Width;
        TVector c00 = TLane.Zero, c01 = TLane.Zero, c02 = TLane.Zero, c03 = TLane.Zero;
        TVector c10 = TLane.Zero, c11 = TLane.Zero, c12 = TLane.Zero, c13 = TLane.Zero;
        TVector c20 = TLane.Zero, c21 = TLane.Zero, c22 = TLane.Zero, c23 = TLane.Zero;
        TVector c30 = TLane.Zero, c31 = TLane.Zero, c32 = TLane.Zero, c33 = TLane.Zero;
        TVector c40 = TLane.Zero, c41 = TLane.Zero, c42 = TLane.Zero, c43 = TLane.Zero;
        TVector c50 = TLane.Zero, c51 = TLane.Zero, c52 = TLane.Zero, c53 = TLane.Zero;
        if (accumulate)
        {
            float* t0 = c;
            c00 = TLane.Load(t0); c01 = TLane.Load(t0 + w); c02 = TLane.Load(t0 + 2 * w); c03 = TLane.Load(t0 + 3 * w);
            float* t1 = c + Math.Min(1, last) * ldc;
            c10 = TLane.Load(t1); c11 = TLane.Load(t1 + w); c12 = TLane.Load(t1 + 2 * w); c13 = TLane.Load(t1 + 3 * w);
            float* t2 = c + Math.Min(2, last) * ldc;
            c20 = TLane.Load(t2); c21 = TLane.Load(t2 + w); c22 = TLane.Load(t2 + 2 * w); c23 = TLane.Load(t2 + 3 * w);
            float* t3 = c + Math.Min(3, last) * ldc;
            c30 = TLane.Load(t3); c31 = TLane.Load(t3 + w); c32 = TLane.Load(t3 + 2 * w); c33 = TLane.Load(t3 + 3 * w);
            float* t4 = c + Math.Min(4, last) * ldc;
            c40 = TLane.Load(t4); c41 = TLane.Load(t4 + w); c42 = TLane.Load(t4 + 2 * w); c43 = TLane.Load(t4 + 3 * w);
            float* t5 = c + Math.Min(5, last) * ldc;
            c50 = TLane.Load(t5); c51 = TLane.Load(t5 + w); c52 = TLane.Load(t5 + 2 * w); c53 = TLane.Load(t5 + 3 * w);
        }
        nint at = 0;
        for (int k = 0; k < depth; k++)
        {
            if (!TBeside.IsEmpty && k % BesideSteps == 0) beside.Step<TLane, TVector>();
            TVector b0 = TLane.Load(b);
            TVector b1 = TLane.Load(b + w);
            TVector b2 = TLane.Load(b + 2 * w);
            TVector b3 = TLane.Load(b + 3 * w);
            TVector x = TLane.Splat(a0[at]);
            c00 = TLane.FusedMultiplyAdd(x, b0, c00); c01 = TLane.FusedMultiplyAdd(x, b1, c01); c02 = TLane.FusedMultiplyAdd(x, b2, c02); c03 = TLane.FusedMultiplyAdd(x, b3, c03);
            x = TLane.Splat(a1[at]);
            c10 = TLane.FusedMultiplyAdd(x, b0, c10); c11 = TLane.FusedMultiplyAdd(x, b1, c11); c12 = TLane.FusedMultiplyAdd(x, b2, c12); c13 = TLane.FusedMultiplyAdd(x, b3, c13);
            x = TLane.Splat(a2[at]);
            c20 = TLane.FusedMultiplyAdd(x, b0, c20); c21 = TLane.FusedMultiplyAdd(x, b1, c21); c22 = TLane.FusedMultiplyAdd(x, b2, c22); c23 = TLane.FusedMultiplyAdd(x, b3, c23);
            x = TLane.Splat(a3[at]);
            c30 = TLane.FusedMultiplyAdd(x, b0, c30); c31 = TLane.FusedMultiplyAdd(x, b1, c31); c32 = TLane.FusedMultiplyAdd(x, b2, c32); c33 = TLane.FusedMultiplyAdd(x, b3, c33);
            x = TLane.Splat(a4[at]);
            c40 = TLane.FusedMultiplyAdd(x, b0, c40); c41 = TLane.FusedMultiplyAdd(x, b1, c41); c42 = TLane.FusedMultiplyAdd(x, b2, c42); c43 = TLane.FusedMultiplyAdd(x, b3, c43);
            x = TLane.Splat(a5[at]);
            c50 = TLane.FusedMultiplyAdd(x, b0, c50); c51 = TLane.FusedMultiplyAdd(x, b1, c51); c52 = TLane.FusedMultiplyAdd(x, b2, c52); c53 = TLane.FusedMultiplyAdd(x, b3, c53);
            at += depthStride;
            b += ldb;
        }
        TLane.Store(c00, c); TLane.Store(c01, c + w); TLane.Store(c02, c + 2 * w); TLane.Store(c03, c + 3 * w);
        if (rows == 1) return;
        c += ldc;
        TLane.Store(c10, c); TLane.Store(c11, c + w); TLane.Store(c12, c + 2 * w); TLane.Store(c13, c + 3 * w);
        if (rows == 2) return;
        c += ldc;
        TLane.Store(c20, c); TLane.Store(c21, c + w); TLane.Store(c22, c + 2 * w); TLane.Store(c23, c + 3 * w);
        if (rows == 3) return;
        c += ldc;
        TLane.Store(c30, c); TLane.Store(c31, c + w); TLane.Store(c32, c + 2 * w); TLane.Store(c33, c + 3 * w);
        if (rows == 4) return;
        c += ldc;
        TLane.Store(c40, c); TLane.Store(c41, c + w); TLane.Store(c42, c + 2 * w); TLane.Store(c43, c + 3 * w);
        if (rows == 5) return;
        c += ldc;
        TLane.Store(c50, c); TLane.Store(c51, c + w); TLane.Store(c52, c + 2 * w); TLane.Store(c53, c + 3 * w);
    }

    /// <summary>Up to six rows, 2 registers wide.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void SixTwo<TLane, TVector>(
        int rows, int depth, float* a, nint rowStride, nint depthStride, float* b, nint ldb, float* c, nint ldc, bool accumulate)
        where TLane : struct, ILane<TVector> where TVector : struct
    {
        // Rows that are not there repeat the last one: computed, never stored.
        nint last = rows - 1;
        float* a0 = a;
        float* a1 = a + Math.Min(1, last) * rowStride;
        float* a2 = a + Math.Min(2, last) * rowStride;
        float* a3 = a + Math.Min(3, last) * rowStride;
        float* a4 = a + Math.Min(4, last) * rowStride;
        float* a5 = a + Math.Min(5, last) * rowStride;
        int w = TLane.Width;
        TVector c00 = TLane.Zero, c01 = TLane.Zero;
        TVector c10 = TLane.Zero, c11 = TLane.Zero;
        TVector c20 = TLane.Zero, c21 = TLane.Zero;
        TVector c30 = TLane.Zero, c31 = TLane.Zero;
        TVector c40 = TLane.Zero, c41 = TLane.Zero;
        TVector c50 = TLane.Zero, c51 = TLane.Zero;
        if (accumulate)
        {
            float* t0 = c;
            c00 = TLane.Load(t0); c01 = TLane.Load(t0 + w);
            float* t1 = c + Math.Min(1, last) * ldc;
            c10 = TLane.Load(t1); c11 = TLane.Load(t1 + w);
            float* t2 = c + Math.Min(2, last) * ldc;
            c20 = TLane.Load(t2); c21 = TLane.Load(t2 + w);
            float* t3 = c + Math.Min(3, last) * ldc;
            c30 = TLane.Load(t3); c31 = TLane.Load(t3 + w);
            float* t4 = c + Math.Min(4, last) * ldc;
            c40 = TLane.Load(t4); c41 = TLane.Load(t4 + w);
            float* t5 = c + Math.Min(5, last) * ldc;
            c50 = TLane.Load(t5); c51 = TLane.Load(t5 + w);
        }
        nint at = 0;
        for (int k = 0; k < depth; k++)
        {
            TVector b0 = TLane.Load(b);
            TVector b1 = TLane.Load(b + w);
            TVector x = TLane.Splat(a0[at]);
            c00 = TLane.FusedMultiplyAdd(x, b0, c00); c01 = TLane.FusedMultiplyAdd(x, b1, c01);
            x = TLane.Splat(a1[at]);
            c10 = TLane.FusedMultiplyAdd(x, b0, c10); c11 = TLane.FusedMultiplyAdd(x, b1, c11);
            x = TLane.Splat(a2[at]);
            c20 = TLane.FusedMultiplyAdd(x, b0, c20); c21 = TLane.FusedMultiplyAdd(x, b1, c21);
            x = TLane.Splat(a3[at]);
            c30 = TLane.FusedMultiplyAdd(x, b0, c30); c31 = TLane.FusedMultiplyAdd(x, b1, c31);
            x = TLane.Splat(a4[at]);
            c40 = TLane.FusedMultiplyAdd(x, b0, c40); c41 = TLane.FusedMultiplyAdd(x, b1, c41);
            x = TLane.Splat(a5[at]);
            c50 = TLane.FusedMultiplyAdd(x, b0, c50); c51 = TLane.FusedMultiplyAdd(x, b1, c51);
            at += depthStride;
            b += ldb;
        }
        TLane.Store(c00, c); TLane.Store(c01, c + w);
        if (rows == 1) return;
        c += ldc;
        TLane.Store(c10, c); TLane.Store(c11, c + w);
        if (rows == 2) return;
        c += ldc;
        TLane.Store(c20, c); TLane.Store(c21, c + w);
        if (rows == 3) return;
        c += ldc;
        TLane.Store(c30, c); TLane.Store(c31, c + w);
        if (rows == 4) return;
        c += ldc;
        TLane.Store(c40, c); TLane.Store(c41, c + w);
        if (rows == 5) return;
        c += ldc;
        TLane.Store(c50, c); TLane.Store(c51, c + w);
    }

    /// <summary>Up to six rows, 1 register wide.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void SixOne<TLane, TVector>(
        int rows, int depth, float* a, nint rowStride, nint depthStride, float* b, nint ldb, float* c, nint ldc, bool accumulate)
        where TLane : struct, ILane<TVector> where TVector : struct
    {
        // Rows that are not there repeat the last one: computed, never stored.
        nint last = rows - 1;
        float* a0 = a;
        float* a1 = a + Math.Min(1, last) * rowStride;
        float* a2 = a + Math.Min(2, last) * rowStride;
        float* a3 = a + Math.Min(3, last) * rowStride;
        float* a4 = a + Math.Min(4, last) * rowStride;
        float* a5 = a + Math.Min(5, last) * rowStride;
        int w = TLane.Width;
        TVector c00 = TLane.Zero;
        TVector c10 = TLane.Zero;
        TVector c20 = TLane.Zero;
        TVector c30 = TLane.Zero;
        TVector c40 = TLane.Zero;
        TVector c50 = TLane.Zero;
        if (accumulate)
        {
            float* t0 = c;
            c00 = TLane.Load(t0);
            float* t1 = c + Math.Min(1, last) * ldc;
            c10 = TLane.Load(t1);
            float* t2 = c + Math.Min(2, last) * ldc;
            c20 = TLane.Load(t2);
            float* t3 = c + Math.Min(3, last) * ldc;
            c30 = TLane.Load(t3);
            float* t4 = c + Math.Min(4, last) * ldc;
            c40 = TLane.Load(t4);
            float* t5 = c + Math.Min(5, last) * ldc;
            c50 = TLane.Load(t5);
        }
        nint at = 0;
        for (int k = 0; k < depth; k++)
        {
            TVector b0 = TLane.Load(b);
            TVector x = TLane.Splat(a0[at]);
            c00 = TLane.FusedMultiplyAdd(x, b0, c00);
            x = TLane.Splat(a1[at]);
            c10 = TLane.FusedMultiplyAdd(x, b0, c10);
            x = TLane.Splat(a2[at]);
            c20 = TLane.FusedMultiplyAdd(x, b0, c20);
            x = TLane.Splat(a3[at]);
            c30 = TLane.FusedMultiplyAdd(x, b0, c30);
            x = TLane.Splat(a4[at]);
            c40 = TLane.FusedMultiplyAdd(x, b0, c40);
            x = TLane.Splat(a5[at]);
            c50 = TLane.FusedMultiplyAdd(x, b0, c50);
            at += depthStride;
            b += ldb;
        }
        TLane.Store(c00, c);
        if (rows == 1) return;
        c += ldc;
        TLane.Store(c10, c);
        if (rows == 2) return;
        c += ldc;
        TLane.Store(c20, c);
        if (rows == 3) return;
        c += ldc;
        TLane.Store(c30, c);
        if (rows == 4) return;
        c += ldc;
        TLane.Store(c40, c);
        if (rows == 5) return;
        c += ldc;
        TLane.Store(c50, c);
    }

    /// <summary>One row, 4 registers wide.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void OneFour<TLane, TVector>(
        int depth, float* a, nint depthStride, float* b, nint ldb, float* c, bool accumulate)
        where TLane : struct, ILane<TVector> where TVector : struct
    {
        int w = TLane.Width;
        TVector c0 = accumulate ? TLane.Load(c) : TLane.Zero, c1 = accumulate ? TLane.Load(c + w) : TLane.Zero, c2 = accumulate ? TLane.Load(c + 2 * w) : TLane.Zero, c3 = accumulate ? TLane.Load(c + 3 * w) : TLane.Zero;
        for (int k = 0; k < depth; k++)
        {
            TVector x = TLane.Splat(*a);
            c0 = TLane.FusedMultiplyAdd(x, TLane.Load(b), c0);
            c1 = TLane.FusedMultiplyAdd(x, TLane.Load(b + w), c1);
            c2 = TLane.FusedMultiplyAdd(x, TLane.Load(b + 2 * w), c2);
            c3 = TLane.FusedMultiplyAdd(x, TLane.Load(b + 3 * w), c3);
            a += depthStride;
            b += ldb;
        }
        TLane.Store(c0, c); TLane.Store(c1, c + w); TLane.Store(c2, c + 2 * w); TLane.Store(c3, c + 3 * w);
    }

    /// <summary>One row, 2 registers wide.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void OneTwo<TLane, TVector>(
        int depth, float* a, nint depthStride, float* b, nint ldb, float* c, bool accumulate)
        where TLane : struct, ILane<TVector> where TVector : struct
    {
        int w = TLane.Width;
        TVector c0 = accumulate ? TLane.Load(c) : TLane.Zero, c1 = accumulate ? TLane.Load(c + w) : TLane.Zero;
        for (int k = 0; k < depth; k++)
        {
            TVector x = TLane.Splat(*a);
            c0 = TLane.FusedMultiplyAdd(x, TLane.Load(b), c0);
            c1 = TLane.FusedMultiplyAdd(x, TLane.Load(b + w), c1);
            a += depthStride;
            b += ldb;
        }
        TLane.Store(c0, c); TLane.Store(c1, c + w);
    }
}
