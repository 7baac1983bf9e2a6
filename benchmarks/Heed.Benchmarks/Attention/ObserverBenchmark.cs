using Heed.Masks;
using Heed.Observers;
using Heed.Scores;

namespace Heed.Benchmarks;

/// <summary>What seeing costs: the forward pass with observers over the plain one, in one alternating run.</summary>
internal static unsafe class ObserverBenchmark
{
    private static readonly SelfAttentionShape s_shape = new(8, 4096, 64);

    /// <summary>Measures and prints.</summary>
    public static ObserverReport Run(AttentionOptions options)
    {
        var machine = MachineDescription.Here();
        (int heads, int count) = (s_shape.Heads, s_shape.Count);
        using var call = new ForwardCall(s_shape, causal: false);
        (string Name, Action Call)[] sides =
        [
            ("none", call.RunWithLogSumExp),
            ("none, asked for by type", () => Watched(call, default(NoObserver))),
            ("row statistics", () => Watched(call, new RowStatistics(1, heads, count))),
            ("row statistics and sink mass", () => Watched(call, new Both<RowStatistics, KeyMass<FirstKeys>>(new(1, heads, count), new(new FirstKeys(1), 1, heads, count)))),
            ("top 8 keys", () => Watched(call, new TopKeys(8, 1, heads, count))),
            ("received attention (second pass)", () => Visited(call, new ReceivedAttention(1, heads, count))),
            ("offset histogram (second pass)", () => Visited(call, new OffsetHistogram(64, 1, heads, count))),
        ];
        foreach ((_, Action run) in sides) Timing.WarmUp(run);
        var times = sides.Select(_ => new List<double>()).ToArray();
        for (int round = 0; round < (options.Quick ? 7 : 21); round++)
            for (int side = 0; side < sides.Length; side++) times[side].Add(Timing.Turn(() => Timing.Milliseconds(sides[side].Call)));
        Samples[] samples = [.. times.Select(Samples.Of)];
        var report = new ObserverReport(
            "attention observers", machine, s_shape, [.. sides.Select((side, i) => new ObserverRow(side.Name, samples[i], samples[i].MedianMs / samples[0].MedianMs))]);
        Print(report);
        return report;
    }

    private static void Watched<TObserver>(ForwardCall call, TObserver observer) where TObserver : struct, IObserver
        => call.WithPointers((inputs, output, logSumExp) => Attention.Forward(inputs, output, (float*)logSumExp, default(Bidirectional), default(PlainScore), observer));

    private static void Visited<TVisitor>(ForwardCall call, TVisitor visitor) where TVisitor : struct, IWeightVisitor
        => call.WithPointers((inputs, output, logSumExp) =>
        {
            Attention.Forward(inputs, output, (float*)logSumExp, default(Bidirectional), default(PlainScore), default(NoObserver));
            Attention.VisitWeights(inputs, (float*)logSumExp, default(Bidirectional), default(PlainScore), visitor);
        });

    private static void Print(ObserverReport report)
    {
        Console.WriteLine(report.Machine);
        Console.WriteLine($"{report.Shape}, full, medians of {report.Rows[0].Times.Calls} calls\n");
        var table = new TextTable("observer", "ms", "over plain");
        foreach (ObserverRow row in report.Rows) table.Add(row.Observer, $"{row.Times.MedianMs:F2}", $"{(row.OverPlain - 1) * 100:+0.0;-0.0} %");
        table.Print();
    }
}
