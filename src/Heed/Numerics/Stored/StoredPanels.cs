using System.Runtime.CompilerServices;

namespace Heed.Numerics;

/// <summary>
/// The product of many rows with stored weights. x is copied into panels, its rows as columns; an item takes 96 rows of W by up to eight panels, in pieces of 128 of
/// the depth that are widened on the way, and turns the result round at the end.
/// </summary>
/// <remarks>Every number of y is one chain of multiply-adds over k in ascending order, the bias first, as in <see cref="MatrixProduct"/>.</remarks>
internal unsafe struct StoredPanels : ILaneKernel
{
    private const int WeightRows = 96, Depth = 128, Panels = 8;

    /// <summary>Floats of x packed at a time: what both threads read stays in the third-level cache.</summary>
    private const int PackedFloats = 1 << 21;

    public Matrix X;
    public StoredMap* Maps;
    public int Count;

    public readonly void Run<TLane, TVector>() where TLane : struct, ILane<TVector> where TVector : struct
    {
        int width = RegisterTile.PanelWidth<TLane, TVector>(), columns = width * Panels;
        int slice = Math.Max(1, PackedFloats / Math.Max(1, X.Columns) / columns) * columns;
        slice = Math.Min(slice, AttentionTiles.RoundUp(X.Rows, width));
        columns = Math.Min(columns, slice);
        long packedFloats = Math.Max(1L, (long)slice * X.Columns), scratchFloats = WeightRows * (long)(columns + Depth);
        float* packed = BufferPool.Rent(packedFloats), scratch = BufferPool.Rent(scratchFloats * Workers.Slots);
        try
        {
            for (int first = 0; first < X.Rows; first += slice)
            {
                int rows = Math.Min(slice, X.Rows - first);
                var x = new Matrix(X.Data + first * X.RowStride, rows, X.Columns, X.RowStride, 1);
                var packing = new Packing<TLane, TVector> { X = x, Packed = packed };
                Workers.Run((rows + width - 1) / width, ref packing);
                int blocks = 0;
                for (int m = 0; m < Count; m++) blocks += (Maps[m].Weight.Rows + WeightRows - 1) / WeightRows;
                var items = new Items<TLane, TVector>
                {
                    X = x, First = first, Maps = Maps, Packed = packed, Scratch = scratch, Blocks = blocks, Columns = columns,
                };
                Workers.Run(blocks * ((rows + columns - 1) / columns), ref items);
            }
        }
        finally
        {
            BufferPool.Return(packed, packedFloats);
            BufferPool.Return(scratch, scratchFloats * Workers.Slots);
        }
    }

    /// <summary>Panel p holds rows p·width … as [K, width]; the last one may be narrower, whole registers.</summary>
    private struct Packing<TLane, TVector> : IJob where TLane : struct, ILane<TVector> where TVector : struct
    {
        public Matrix X;
        public float* Packed;

        public readonly void Run(int item, int worker)
        {
            int width = RegisterTile.PanelWidth<TLane, TVector>(), row = item * width, rows = Math.Min(width, X.Rows - row);
            PanelPacking.Transpose(
                X.Data + row * X.RowStride, X.RowStride, rows, X.Columns, Packed + (nint)row * X.Columns, AttentionTiles.RoundUp(rows, TLane.Width));
        }
    }

    private struct Items<TLane, TVector> : IJob where TLane : struct, ILane<TVector> where TVector : struct
    {
        public Matrix X;
        public StoredMap* Maps;
        public float* Packed, Scratch;
        public int First, Blocks, Columns;

        public readonly void Run(int item, int worker)
        {
            (int part, int block) = Math.DivRem(item, Blocks);
            int map = StoredProduct.MapOf(Maps, WeightRows, ref block);
            var panels = new Block<TLane, TVector>
            {
                Packed = Packed, Depth = X.Columns, Map = Maps[map], Row = block * WeightRows, FirstX = First, Column = part * Columns,
                Results = Scratch + worker * (nint)WeightRows * (Columns + Depth), Stride = Columns,
            };
            panels.Rows = Math.Min(WeightRows, panels.Map.Weight.Rows - panels.Row);
            panels.Count = Math.Min(Columns, X.Rows - panels.Column);
            StoredFormats.Run(panels.Map.Weight.Format, ref panels);
        }
    }

    /// <summary>Rows of W by rows of x, here columns.</summary>
    private struct Block<TLane, TVector> : IFormatCall where TLane : struct, ILane<TVector> where TVector : struct
    {
        public StoredMap Map;
        public float* Packed, Results; // panels; [rows, stride] and behind it [rows, 128] of widened weights
        public int Row, Rows, FirstX, Column, Count, Depth, Stride;

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public readonly void Run<TFormat>() where TFormat : struct, INumberFormat
        {
            int width = RegisterTile.PanelWidth<TLane, TVector>();
            bool accumulate = Map.Bias != null || Depth == 0;
            for (int r = 0; accumulate && r < Rows; r++) new Span<float>(Results + r * Stride, Count).Fill(Map.Bias == null ? 0f : Map.Bias[Row + r]);
            float* widened = Results + WeightRows * (nint)Stride;
            for (int k = 0; k < Depth; k += StoredPanels.Depth, accumulate = true)
            {
                int depth = Math.Min(StoredPanels.Depth, Depth - k);
                float* weights = widened;
                nint stride = StoredPanels.Depth;
                if (typeof(TFormat) == typeof(Float32Format))
                {
                    weights = (float*)Map.Weight.Row(Row) + k;
                    stride = Depth;
                }
                else
                {
                    for (int r = 0; r < Rows; r++) StoredRows.Widen<TFormat, TLane, TVector>(Map.Weight.Row(Row + r), k, depth, widened + r * StoredPanels.Depth);
                }
                for (int c = 0; c < Count; c += width)
                {
                    int columns = Math.Min(width, Count - c), panelWidth = AttentionTiles.RoundUp(columns, TLane.Width);
                    RegisterTile.Multiply<TLane, TVector>(
                        Rows, columns, depth, weights, stride, 1, Packed + (nint)(Column + c) * Depth + (nint)k * panelWidth, panelWidth,
                        Results + c, Stride, accumulate);
                }
            }
            PanelPacking.Turn(Results, Stride, Rows, Count, Map.Target + (FirstX + Column) * Map.Stride + Row, Map.Stride);
        }
    }
}
