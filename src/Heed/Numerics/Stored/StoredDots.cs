using System.Runtime.CompilerServices;

namespace Heed.Numerics;

/// <summary>The product of a few rows with stored weights: dot products, four rows of weights at a time.</summary>
internal unsafe struct StoredDots : ILaneKernel
{
    /// <summary>
    /// Bytes of weights in a work item: some microseconds of reading, so that lines asked for ahead are seldom another thread's; of small weights less, so
    /// that threads end together.
    /// </summary>
    private const int MostItemBytes = 128 * 1024, LeastItemBytes = 24 * 1024, ItemsAtLeast = 64;

    /// <summary>
    /// How far ahead lines are asked for: longer than the memory takes, not so far that the first-level cache loses them. Rows follow each other
    /// without gaps, so that four of them ask for every line of the next ones once.
    /// </summary>
    private const int Ahead = 8 * 1024;

    public Matrix X;
    public StoredMap* Maps;
    public int Count;

    public readonly void Run<TLane, TVector>() where TLane : struct, ILane<TVector> where TVector : struct
    {
        long widest = 1, bytes = 0, items = 0;
        for (int m = 0; m < Count; m++)
        {
            widest = Math.Max(widest, Maps[m].Weight.RowBytes);
            bytes += Maps[m].Weight.RowBytes * Maps[m].Weight.Rows;
        }
        int rows = (int)Math.Clamp(Math.Clamp(bytes / ItemsAtLeast, LeastItemBytes, MostItemBytes) / widest / 4 * 4, 4, 1024);
        for (int m = 0; m < Count; m++) items += (Maps[m].Weight.Rows + rows - 1) / rows;
        // Threads read on where they are: items that follow each other in time lie in different parts of the weights, one a thread. What is computed
        // does not depend on it, only whether a line asked for is one's own.
        int streams = Workers.Count, length = (int)((items + streams - 1) / streams);
        var job = new Items<TLane, TVector> { X = X, Maps = Maps, Rows = rows, Count = (int)items, Streams = streams, Length = length };
        Workers.Run(streams * length, ref job);
    }

    private struct Items<TLane, TVector> : IJob where TLane : struct, ILane<TVector> where TVector : struct
    {
        public Matrix X;
        public StoredMap* Maps;
        public int Rows, Count, Streams, Length;

        public readonly void Run(int item, int worker)
        {
            item = item % Streams * Length + item / Streams;
            if (item >= Count) return;
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
            int columns = X.Columns, blocks = columns / (StoredMatrix.Group * TFormat.Groups);
            // Rows that are not there repeat the last one.
            byte* w0 = Map.Weight.Row(row), w1 = Map.Weight.Row(row + Math.Min(1, rows - 1));
            byte* w2 = Map.Weight.Row(row + Math.Min(2, rows - 1)), w3 = Map.Weight.Row(row + Math.Min(3, rows - 1));
            float* sums = stackalloc float[4];
            for (int m = 0; m < X.Rows; m++)
            {
                float* x = X.Data + m * X.RowStride;
                TFormat f0 = default, f1 = default, f2 = default, f3 = default;
                TVector s0 = TLane.Zero, s1 = TLane.Zero, s2 = TLane.Zero, s3 = TLane.Zero;
                for (int block = 0; block < blocks; block++)
                {
                    f0.OpenBlock(w0, block);
                    f1.OpenBlock(w1, block);
                    f2.OpenBlock(w2, block);
                    f3.OpenBlock(w3, block);
                    for (int g = 0; g < TFormat.Groups; g++, x += StoredMatrix.Group)
                    {
                        if (m == 0)
                        {
                            nint at = ((nint)block * TFormat.Groups + g) * (StoredMatrix.Group * TFormat.BlockBytes) / TFormat.BlockNumbers + Ahead;
                            Ask<TFormat>(w0 + at);
                            Ask<TFormat>(w1 + at);
                            Ask<TFormat>(w2 + at);
                            Ask<TFormat>(w3 + at);
                        }
                        f0.Open(g);
                        f1.Open(g);
                        f2.Open(g);
                        f3.Open(g);
                        for (int i = 0; i < StoredMatrix.Group; i += TLane.Width)
                        {
                            TVector v = TLane.Load(x + i);
                            s0 = TLane.FusedMultiplyAdd(v, f0.Load<TLane, TVector>(i), s0);
                            s1 = TLane.FusedMultiplyAdd(v, f1.Load<TLane, TVector>(i), s1);
                            s2 = TLane.FusedMultiplyAdd(v, f2.Load<TLane, TVector>(i), s2);
                            s3 = TLane.FusedMultiplyAdd(v, f3.Load<TLane, TVector>(i), s3);
                        }
                    }
                }
                TLane.StoreSums(s0, s1, s2, s3, sums);
                // Blocks are whole groups: what is left is of numbers that stand alone.
                for (int i = blocks * (StoredMatrix.Group * TFormat.Groups); i < columns; i++, x++)
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
            if (StoredMatrix.Group * TFormat.BlockBytes / TFormat.BlockNumbers > 64) Prefetch.Line(at + 64);
        }

        private static float One<TFormat>(byte* row, int at) where TFormat : struct, INumberFormat
        {
            TFormat format = default;
            format.OpenBlock(row, at / StoredMatrix.Group);
            return format.Load<LaneScalar, float>(at % StoredMatrix.Group);
        }
    }
}
