namespace Heed.Numerics;

/// <summary>Work on rows that do not depend on each other, at the machine's width.</summary>
internal interface IRowKernel
{
    /// <summary>Does rows <paramref name="first"/> … <paramref name="end"/>−1, which are chunk <paramref name="chunk"/>.</summary>
    void Rows<TLane, TVector>(int first, int end, int chunk) where TLane : struct, ILane<TVector> where TVector : struct;
}

/// <summary>Cuts rows into chunks of a constant size and runs them on the <see cref="Workers"/>.</summary>
internal static class RowWork
{
    /// <summary>Floats a chunk should have: enough to be worth a hand-over, few enough to balance.</summary>
    private const int ChunkFloats = 1 << 14;

    /// <summary>Rows in a chunk for rows of <paramref name="width"/> floats; depends on nothing else.</summary>
    public static int ChunkRows(int width) => Math.Max(1, ChunkFloats / Math.Max(1, width));

    /// <summary>Runs <paramref name="kernel"/> on all rows.</summary>
    public static void Run<TKernel>(int rows, int width, ref TKernel kernel) where TKernel : struct, IRowKernel
    {
        var work = new Dispatch<TKernel> { Kernel = kernel, Count = rows, ChunkRows = ChunkRows(width) };
        Lanes.Run(ref work);
    }

    private struct Dispatch<TKernel> : ILaneKernel where TKernel : struct, IRowKernel
    {
        public TKernel Kernel;
        public int Count, ChunkRows;

        public readonly void Run<TLane, TVector>() where TLane : struct, ILane<TVector> where TVector : struct
        {
            var job = new Job<TKernel, TLane, TVector> { Kernel = Kernel, Count = Count, ChunkRows = ChunkRows };
            Workers.Run((Count + ChunkRows - 1) / ChunkRows, ref job);
        }
    }

    private struct Job<TKernel, TLane, TVector> : IJob
        where TKernel : struct, IRowKernel where TLane : struct, ILane<TVector> where TVector : struct
    {
        public TKernel Kernel;
        public int Count, ChunkRows;

        public void Run(int item, int worker)
            => Kernel.Rows<TLane, TVector>(item * ChunkRows, Math.Min(Count, (item + 1) * ChunkRows), item);
    }
}
