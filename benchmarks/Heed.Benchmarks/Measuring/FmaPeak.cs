using Heed.Numerics;

namespace Heed.Benchmarks;

/// <summary>The most float32 multiply-adds this machine does at the lane width in use, the best seen so far in this run.</summary>
internal sealed class FmaPeak
{
    private const int ItemsAThread = 32; // of half a millisecond or so: the threads end together
    private const int Passes = 3;

    /// <summary>One thread alone, the others idle.</summary>
    public double OneThreadGflopPerS { get; private set; }

    /// <summary>All threads that Heed uses, together.</summary>
    public double AllThreadsGflopPerS { get; private set; }

    /// <summary>Measures again and keeps the better figures: a clock that changes, or a busy neighbour, is met on the way.</summary>
    public void Measure()
    {
        for (int pass = 0; pass < Passes; pass++)
        {
            OneThreadGflopPerS = Math.Max(OneThreadGflopPerS, GflopPerS(ItemsAThread, shared: false));
            AllThreadsGflopPerS = Math.Max(AllThreadsGflopPerS, GflopPerS(ItemsAThread * Workers.Count, shared: true));
        }
    }

    /// <inheritdoc/>
    public override string ToString() => $"float32 FMA peak: one thread {OneThreadGflopPerS:F0}, all {AllThreadsGflopPerS:F0} GFLOP/s";

    private static double GflopPerS(int items, bool shared)
    {
        var job = new Job { Flops = new double[items] };
        double milliseconds = Timing.Milliseconds(() =>
        {
            if (shared) RunShared(job);
            else for (int i = 0; i < items; i++) job.Run(i, 0);
        });
        return job.Flops.Sum() / milliseconds / 1e6;
    }

    private static void RunShared(Job job) => Workers.Run(job.Flops.Length, ref job);

    private struct Job : IJob
    {
        public double[] Flops;

        public readonly void Run(int item, int worker)
        {
            var chains = new FmaChains();
            Lanes.Run(ref chains);
            if (chains.Result == 0) throw new InvalidOperationException("Every lane is near 2.");
            Flops[item] = chains.Flops;
        }
    }
}
