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
        ObserverReport report = Measure(options, MachineDescription.Here());
        Print(report);
        return report;
    }

    /// <summary>One row an observer.</summary>
    public static ObserverReport Measure(AttentionOptions options, MachineDescription machine)
    {
        Console.Error.WriteLine($"{s_shape}, watched …");
        (int heads, int count) = (s_shape.Heads, s_shape.Count);
        using var call = new ForwardCall(s_shape, AttentionVariant.Full);
        (string Name, Action Call)[] sides =
        [
            ("none", call.RunWithLogSumExp),
            ("none, asked for by type", () => Watched(call, default(NoObserver))),
            ("row statistics", () => Watched(call, new RowStatistics(1, heads, count))),
            ("row statistics and sink mass", () => Watched(
                call, new Both<RowStatistics, KeyMass<FirstKeys>>(new(1, heads, count), new(new FirstKeys(1), 1, heads, count)))),
            ("top 8 keys", () => Watched(call, new TopKeys(8, 1, heads, count))),
            ("received attention (second pass)", () => Visited(call, new ReceivedAttention(1, heads, count))),
            ("offset histogram (second pass)", () => Visited(call, new OffsetHistogram(64, 1, heads, count))),
        ];
        foreach ((_, Action run) in sides) Timing.WarmUp(run);
        Samples[] times = Timing.Alternate(
            options.Quick ? 7 : 21, [.. sides.Select(side => (Func<double>)(() => Timing.Milliseconds(side.Call)))]);
        return new(
            "attention observers", machine, s_shape,
            [.. sides.Select((side, i) => new ObserverRow(side.Name, times[i], times[i].MedianMs / times[0].MedianMs))]);
    }

    private static void Watched<TObserver>(ForwardCall call, TObserver observer) where TObserver : struct, IObserver
        => call.WithPointers((inputs, output, logSumExp)
            => Attention.Forward(inputs, output, (float*)logSumExp, default(Bidirectional), default(PlainScore), observer));

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
        foreach (ObserverRow row in report.Rows)
            table.Add(row.Observer, $"{row.Times.MedianMs:F2}", $"{(row.OverPlain - 1) * 100:+0.0;-0.0} %");
        table.Print();
    }
}
