using System.Runtime.CompilerServices;

namespace Heed.Numerics;

/// <summary>The product of a few rows with stored weights: dot products, four rows of weights at a time.</summary>
internal unsafe struct StoredDots : ILaneKernel
{
    /// <summary>Bytes of weights in a work item: a microsecond or two of reading.</summary>
    private const int ItemBytes = 32 * 1024;

    /// <summary>The furthest a line is asked for ahead: what is read next, but not so far that the first-level cache loses it.</summary>
    private const int MostAhead = 8 * 1024;

    public Matrix X;
    public StoredMap* Maps;
    public int Count;

    public readonly void Run<TLane, TVector>() where TLane : struct, ILane<TVector> where TVector : struct
    {
        long widest = 1, items = 0;
        for (int m = 0; m < Count; m++) widest = Math.Max(widest, Maps[m].Weight.RowBytes);
        int rows = (int)Math.Clamp(ItemBytes / widest / 4 * 4, 4, 256);
        for (int m = 0; m < Count; m++) items += (Maps[m].Weight.Rows + rows - 1) / rows;
        var job = new Items<TLane, TVector> { X = X, Maps = Maps, Rows = rows };
        Workers.Run((int)items, ref job);
    }

    private struct Items<TLane, TVector> : IJob where TLane : struct, ILane<TVector> where TVector : struct
    {
        public Matrix X;
        public StoredMap* Maps;
        public int Rows;

        public readonly void Run(int item, int worker)
        {
            int map = StoredProduct.MapOf(Maps, Rows, ref item);
            var dots = new Dots<TLane, TVector> { X = X, Map = Maps[map], First = item * Rows };
            dots.Last = Math.Min(dots.First + Rows, dots.Map.Weight.Rows);
            StoredFormats.Run(dots.Map.Weight.Format, ref dots);
        }
    }

    private struct Dots<TLane, TVector> : IFormatCall where TLane : struct, ILane<TVector> where TVector : struct
    {
        public Matrix X;
        public StoredMap Map;
        public int First, Last;

        public readonly void Run<TFormat>() where TFormat : struct, INumberFormat
        {
            for (int row = First; row < Last; row += 4) Four<TFormat>(row, Math.Min(4, Last - row));
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private readonly void Four<TFormat>(int row, int rows) where TFormat : struct, INumberFormat
        {
            int columns = X.Columns, groups = columns / StoredMatrix.Group;
            // Rows that are not there repeat the last one.
            byte* w0 = Map.Weight.Row(row), w1 = Map.Weight.Row(row + Math.Min(1, rows - 1));
            byte* w2 = Map.Weight.Row(row + Math.Min(2, rows - 1)), w3 = Map.Weight.Row(row + Math.Min(3, rows - 1));
            nint ahead = (nint)Math.Min(MostAhead, 4 * Map.Weight.RowBytes);
            float* sums = stackalloc float[4];
            for (int m = 0; m < X.Rows; m++)
            {
                float* x = X.Data + m * X.RowStride;
                TFormat f0 = default, f1 = default, f2 = default, f3 = default;
                TVector s0 = TLane.Zero, s1 = TLane.Zero, s2 = TLane.Zero, s3 = TLane.Zero;
                for (int g = 0; g < groups; g++, x += StoredMatrix.Group)
                {
                    if (m == 0)
                    {
                        nint at = (nint)g * StoredMatrix.Group / TFormat.BlockNumbers * TFormat.BlockBytes + ahead;
                        Ask<TFormat>(w0 + at);
                        Ask<TFormat>(w1 + at);
                        Ask<TFormat>(w2 + at);
                        Ask<TFormat>(w3 + at);
                    }
                    f0.Open(w0, g);
                    f1.Open(w1, g);
                    f2.Open(w2, g);
                    f3.Open(w3, g);
                    for (int i = 0; i < StoredMatrix.Group; i += TLane.Width)
                    {
                        TVector v = TLane.Load(x + i);
                        s0 = TLane.FusedMultiplyAdd(v, f0.Load<TLane, TVector>(i), s0);
                        s1 = TLane.FusedMultiplyAdd(v, f1.Load<TLane, TVector>(i), s1);
                        s2 = TLane.FusedMultiplyAdd(v, f2.Load<TLane, TVector>(i), s2);
                        s3 = TLane.FusedMultiplyAdd(v, f3.Load<TLane, TVector>(i), s3);
                    }
                }
                TLane.StoreSums(s0, s1, s2, s3, sums);
                // Blocks are whole groups: what is left is of numbers that stand alone.
                for (int i = groups * StoredMatrix.Group; i < columns; i++, x++)
                {
                    sums[0] += *x * One<TFormat>(w0, i);
                    sums[1] += *x * One<TFormat>(w1, i);
                    sums[2] += *x * One<TFormat>(w2, i);
                    sums[3] += *x * One<TFormat>(w3, i);
                }
                float* target = Map.Target + m * Map.Stride + row;
                for (int r = 0; r < rows; r++) target[r] = Map.Bias == null ? sums[r] : sums[r] + Map.Bias[row + r];
            }
        }

        /// <summary>The lines of one group, which may be less than one.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private static void Ask<TFormat>(byte* at) where TFormat : struct, INumberFormat
        {
            Prefetch.Line(at);
            if (StoredMatrix.Group / TFormat.BlockNumbers * TFormat.BlockBytes > 64) Prefetch.Line(at + 64);
        }

        private static float One<TFormat>(byte* row, int at) where TFormat : struct, INumberFormat
        {
            TFormat format = default;
            format.Open(row, at / StoredMatrix.Group);
            return format.Load<LaneScalar, float>(at % StoredMatrix.Group);
        }
    }
}
