using System.Runtime.CompilerServices;

namespace Heed.Numerics;

/// <summary>Sums over the rows of a matrix: target[j] += Σ_r source[r, j]. Chunks of a constant number of rows are summed
/// apart, then in order.</summary>
internal static unsafe class ColumnSums
{
    /// <summary>Adds the sums.</summary>
    /// <param name="source">[rows, columns].</param>
    /// <param name="target">[columns], added to.</param>
    public static void Add(float* source, int rows, int columns, float* target)
    {
        int chunks = (rows + RowWork.ChunkRows(columns) - 1) / RowWork.ChunkRows(columns);
        long count = (long)chunks * columns;
        float* partial = BufferPool.Rent(count);
        var kernel = new Kernel { Source = source, Partial = partial, Columns = columns };
        RowWork.Run(rows, columns, ref kernel);
        Reduce(partial, chunks, columns, target);
        BufferPool.Return(partial, count);
    }

    /// <summary>Adds [chunks, columns] partial sums in ascending order.</summary>
    public static void Reduce(float* partial, int chunks, int columns, float* target)
    {
        for (int c = 0; c < chunks; c++)
        {
            float* row = partial + (nint)c * columns;
            for (int j = 0; j < columns; j++) target[j] += row[j];
        }
    }

    private struct Kernel : IRowKernel
    {
        public float* Source, Partial;
        public int Columns;

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public readonly void Rows<TLane, TVector>(int first, int end, int chunk) where TLane : struct, ILane<TVector> where TVector : struct
        {
            float* sums = Partial + (nint)chunk * Columns;
            new Span<float>(sums, Columns).Clear();
            for (int r = first; r < end; r++)
            {
                float* row = Source + (nint)r * Columns;
                int j = 0;
                for (; j + TLane.Width <= Columns; j += TLane.Width)
                    TLane.Store(TLane.Add(TLane.Load(sums + j), TLane.Load(row + j)), sums + j);
                for (; j < Columns; j++) sums[j] += row[j];
            }
        }
    }
}
