using System.Diagnostics;
using System.Globalization;
using Heed.Masks;
using Heed.Observers;
using Heed.Scores;

namespace Heed.Benchmarks;

/// <summary>The fresh process of <see cref="ColdStartBenchmark"/>: times its first calls, then those of two further combinations.</summary>
internal static unsafe class ColdStartChild
{
    /// <summary>How the parent asks for it, followed by H, T and D.</summary>
    public const string Argument = "--cold-child";

    /// <summary>The calls counted one by one.</summary>
    public const int FirstCalls = 10;

    private const int MostSteadyCalls = 31;
    private static readonly TimeSpan s_steady = TimeSpan.FromSeconds(0.7);

    /// <summary>Prints the milliseconds.</summary>
    public static int Run(string[] args)
    {
        int[] sizes = [.. args.Select(arg => int.Parse(arg, CultureInfo.InvariantCulture))];
        var shape = new SelfAttentionShape(sizes[0], sizes[1], sizes[2]);
        using var call = new ForwardCall(shape, AttentionVariant.Full);
        using var causal = new ForwardCall(shape, AttentionVariant.Causal);
        Timing.Milliseconds(() => { }); // the clock itself is compiled before the first call

        var first = new double[FirstCalls];
        for (int i = 0; i < FirstCalls; i++) first[i] = Timing.Milliseconds(call.Run);
        Timing.WarmUp(call.Run);
        double steady = Steady(call.Run);
        FirstAndSteady mask = Measure(causal.Run);
        FirstAndSteady combination = Measure(() => call.WithPointers((inputs, output, logSumExp) => Attention.Forward(
            inputs, output, (float*)logSumExp,
            new SlidingWindow(shape.Count / 2, 0), new SoftCap(30f), new RowStatistics(1, shape.Heads, shape.Count))));
        ChildProcess.Reply(new ColdStartTimes(first, steady, mask, combination));
        return 0;
    }

    private static FirstAndSteady Measure(Action call)
    {
        double first = Timing.Milliseconds(call);
        return new(first, Steady(call));
    }

    private static double Steady(Action call)
    {
        var times = new List<double>();
        long start = Stopwatch.GetTimestamp();
        while (times.Count % 2 == 0 || (times.Count < MostSteadyCalls && Stopwatch.GetElapsedTime(start) < s_steady))
            times.Add(Timing.Milliseconds(call));
        return Samples.Of(times).MedianMs;
    }
}
