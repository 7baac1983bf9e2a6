using System.Runtime.CompilerServices;

namespace Heed.Numerics;

/// <summary>C = A·B, A·B + bias, or C + A·B in float32.</summary>
/// <remarks>
/// <para>B is copied into panels a register tile wide, a slice of it at a time; then blocks of 96 rows by one panel are handed to the
/// <see cref="Workers"/>, the depth cut into pieces of 128 so that a piece of a panel stays in the first-level cache.</para>
/// <para>Every element of C is one chain of multiply-adds over k in ascending order (a bias comes first): the bits of a row depend
/// on that row of A alone, not on the other rows, the threads or the copies.</para>
/// <para>NaN and ∞ follow the arithmetic. C must not overlap A or B.</para>
/// </remarks>
public static unsafe class MatrixProduct
{
    private const int RowBlock = 96;
    private const int DepthBlock = 128;
    private const int PackedFloats = 1 << 21;
    private const int FewRows = 16;

    /// <summary>Computes C.</summary>
    /// <param name="a">A, [M, K], any strides.</param>
    /// <param name="b">B, [K, N], with one of its strides 1.</param>
    /// <param name="c">C, [M, N], column stride 1.</param>
    /// <param name="bias">[N], added to every row; null for none.</param>
    /// <param name="accumulate">Adds to what C holds; <paramref name="bias"/> must be null then.</param>
    public static void Multiply(Matrix a, Matrix b, Matrix c, float* bias = null, bool accumulate = false)
    {
        if (a.Columns != b.Rows || c.Rows != a.Rows || c.Columns != b.Columns)
            throw new ArgumentException(
                $"Matrix product: expected [M, K]·[K, N] = [M, N]; "
                + $"got [{a.Rows}, {a.Columns}]·[{b.Rows}, {b.Columns}] = [{c.Rows}, {c.Columns}].", nameof(c));
        if (c.ColumnStride != 1 || (b.ColumnStride != 1 && b.RowStride != 1))
            throw new ArgumentException(
                $"Matrix product: expected column stride 1 for C and a stride of 1 for B; "
                + $"got {c.ColumnStride}, and {b.RowStride} by {b.ColumnStride}.",
                c.ColumnStride != 1 ? nameof(c) : nameof(b));
        if (bias != null && accumulate)
            throw new ArgumentException("Matrix product: expected a bias or accumulation; got both.", nameof(bias));
        if (c.Rows == 0 || c.Columns == 0) return;
        var kernel = new Kernel { A = a, B = b, C = c, Bias = bias, Accumulate = accumulate };
        Lanes.Run(ref kernel);
    }

    private struct Kernel : ILaneKernel
    {
        public Matrix A, B, C;
        public float* Bias;
        public bool Accumulate;

        public readonly void Run<TLane, TVector>() where TLane : struct, ILane<TVector> where TVector : struct
        {
            int width = RegisterTile.PanelWidth<TLane, TVector>();
            int panels = (B.Columns + width - 1) / width;
            // With few rows a copy of B would cost as much as the product: whole panels are read where they lie.
            bool direct = B.ColumnStride == 1 && A.Rows <= FewRows;
            int slice = direct ? panels : Math.Max(1, PackedFloats / Math.Max(1, B.Rows * width));
            long packedFloats = direct ? (long)B.Rows * width : (long)Math.Min(slice, panels) * B.Rows * width;
            long edgeFloats = (long)Workers.Slots * RowBlock * width;
            float* packed = BufferPool.Rent(packedFloats), edges = BufferPool.Rent(edgeFloats);
            try
            {
                for (int first = 0; first < panels; first += slice)
                {
                    int count = Math.Min(slice, panels - first);
                    if (direct) PackLast<TLane, TVector>(packed, width, panels);
                    else
                    {
                        var packing = new Packing { B = B, Packed = packed, FirstPanel = first, Width = width };
                        Workers.Run(count, ref packing);
                    }
                    var product = new Blocks<TLane, TVector>
                    {
                        A = A, B = B, C = C, Bias = Bias, Accumulate = Accumulate,
                        Packed = packed, Edges = edges, FirstPanel = first, Panels = count, Direct = direct,
                    };
                    Workers.Run(count * ((C.Rows + RowBlock - 1) / RowBlock), ref product);
                }
            }
            finally
            {
                BufferPool.Return(packed, packedFloats);
                BufferPool.Return(edges, edgeFloats);
            }
        }

        private readonly void PackLast<TLane, TVector>(float* packed, int width, int panels)
        {
            int column = (panels - 1) * width;
            PanelPacking.Copy(B.Data + column, B.RowStride, B.Rows, B.Columns - column, packed, width);
        }
    }

    private struct Packing : IJob
    {
        public Matrix B;
        public float* Packed;
        public int FirstPanel, Width;

        public readonly void Run(int item, int worker)
        {
            int column = (FirstPanel + item) * Width;
            int columns = Math.Min(Width, B.Columns - column);
            float* target = Packed + (nint)item * B.Rows * Width;
            if (B.ColumnStride == 1) PanelPacking.Copy(B.Data + column, B.RowStride, B.Rows, columns, target, Width);
            else PanelPacking.Transpose(B.Data + column * B.ColumnStride, B.ColumnStride, columns, B.Rows, target, Width);
        }
    }

    private struct Blocks<TLane, TVector> : IJob where TLane : struct, ILane<TVector> where TVector : struct
    {
        public Matrix A, B, C;
        public float* Bias, Packed, Edges;
        public int FirstPanel, Panels;
        public bool Accumulate, Direct;

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public readonly void Run(int item, int worker)
        {
            int width = RegisterTile.PanelWidth<TLane, TVector>();
            int panel = item % Panels;
            int row = item / Panels * RowBlock;
            int rows = Math.Min(RowBlock, C.Rows - row);
            int column = (FirstPanel + panel) * width;
            int columns = Math.Min(width, C.Columns - column);
            int depth = A.Columns;

            float* b = Packed + (nint)panel * depth * width;
            nint ldb = width;
            if (Direct)
            {
                bool last = column + width > B.Columns;
                b = last ? Packed : B.Data + column;
                ldb = last ? width : B.RowStride;
            }

            // A panel whose end is no whole register is computed aside: its last register would reach into the next row.
            bool edge = columns % TLane.Width != 0;
            float* target = C.Data + row * C.RowStride + column;
            float* c = edge ? Edges + (nint)worker * RowBlock * width : target;
            nint ldc = edge ? width : C.RowStride;
            bool accumulate = Accumulate || Bias != null;
            if (Bias != null)
                for (int r = 0; r < rows; r++) Unsafe.CopyBlockUnaligned(c + r * ldc, Bias + column, (uint)columns * sizeof(float));
            else if (edge && Accumulate)
                for (int r = 0; r < rows; r++)
                    Unsafe.CopyBlockUnaligned(c + r * ldc, target + r * C.RowStride, (uint)columns * sizeof(float));

            if (depth == 0 && !accumulate)
                for (int r = 0; r < rows; r++) new Span<float>(c + r * ldc, columns).Clear();
            for (int k = 0; k < depth; k += DepthBlock)
                RegisterTile.Multiply<TLane, TVector>(
                    rows, columns, Math.Min(DepthBlock, depth - k), A.Data + row * A.RowStride + k * A.ColumnStride, A.RowStride,
                    A.ColumnStride,
                    b + k * ldb, ldb, c, ldc, accumulate || k > 0);

            if (edge)
                for (int r = 0; r < rows; r++)
                    Unsafe.CopyBlockUnaligned(target + r * C.RowStride, c + r * ldc, (uint)columns * sizeof(float));
        }
    }
}
