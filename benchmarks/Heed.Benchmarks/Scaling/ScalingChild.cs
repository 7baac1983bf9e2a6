using System.Diagnostics;
using System.Globalization;
using Heed.Numerics;

namespace Heed.Benchmarks;

/// <summary>The process that measures one kind at one length, so that no earlier call has left memory behind.</summary>
internal static class ScalingChild
{
    /// <summary>How the parent asks for it, followed by the kind's name, H, T and D.</summary>
    public const string Argument = "--scaling-child";

    private const int MostCalls = 31;
    private const int CompiledOn = 512;
    private static readonly TimeSpan s_time = TimeSpan.FromSeconds(0.5);

    /// <summary>Starts it and reads its reply.</summary>
    /// <exception cref="BenchmarkException">The process failed.</exception>
    public static ScalingPoint Start(ScalingKind kind, SelfAttentionShape shape)
        => ChildProcess.Run<ScalingPoint>(
            [PerformanceCommand.Name, Argument, kind.Name, $"{shape.Heads}", $"{shape.Count}", $"{shape.Width}"]);

    /// <summary>Measures and replies.</summary>
    public static int Run(string[] args)
    {
        ScalingKind kind = ScalingKind.Named(args[0]);
        int[] sizes = [.. args.Skip(1).Select(arg => int.Parse(arg, CultureInfo.InvariantCulture))];
        var shape = new SelfAttentionShape(sizes[0], sizes[1], sizes[2]);
        // What compiling and starting threads needs is no memory of the call.
        using (ScalingCall small = kind.Make(shape with { Count = Math.Min(CompiledOn, shape.Count) }))
        {
            Timing.WarmUp(small.Run);
            ProcessMemory.PeakOf(small.Run);
        }
        BufferPool.Trim();

        using ScalingCall call = kind.Make(shape);
        Action run = call.Run; // made once: making it allocates
        long? extra = ProcessMemory.PeakOf(run);
        long before = GC.GetTotalAllocatedBytes(precise: true);
        double first = Timing.Milliseconds(run);
        long allocated = GC.GetTotalAllocatedBytes(precise: true) - before;
        List<double> times = [first];
        long start = Stopwatch.GetTimestamp();
        TimeSpan two = TimeSpan.FromMilliseconds(2 * first);
        while (times.Count % 2 == 0 || (times.Count < MostCalls && Stopwatch.GetElapsedTime(start) + two < s_time))
            times.Add(Timing.Milliseconds(run));
        ChildProcess.Reply(new ScalingPoint(shape.Count, Samples.Of(times).MedianMs, extra, call.HeldBytes, allocated));
        return 0;
    }
}
