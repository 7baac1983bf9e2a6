namespace Heed.Benchmarks;

/// <summary>Decoding steps over filled caches, beside what the memory gives.</summary>
internal static class DecodeBenchmark
{
    private const int Rounds = 31;
    private const int QuickRounds = 11;

    /// <summary>Steps timed together, one right after the other, as the layers of a model are.</summary>
    private const int StepsATurn = 8;

    /// <summary>Measures and prints.</summary>
    public static DecodeReport Run(bool quick)
    {
        var machine = MachineDescription.Here();
        using var bandwidth = new ReadBandwidth();
        var rows = new List<DecodeRow>();
        foreach (DecodeShape shape in DecodeShape.Four.AsSpan(0, quick ? 1 : 4))
            foreach (DecodeLayout layout in Enum.GetValues<DecodeLayout>())
            {
                Console.Error.WriteLine($"{shape}, {Name(layout)} …");
                bandwidth.Measure();
                rows.Add(Measure(shape, layout, quick ? QuickRounds : Rounds));
            }
        bandwidth.Measure();
        var report = new DecodeReport(
            "decode", machine, bandwidth, [.. rows.Select(row => row with { ShareOfBandwidth = row.GbPerS / bandwidth.GbPerS })]);
        Print(report);
        return report;
    }

    private static DecodeRow Measure(DecodeShape shape, DecodeLayout layout, int rounds)
    {
        using var steps = new DecodeSteps(shape, layout);
        Timing.WarmUp(steps.Run);
        Samples times = Samples.Of(Enumerable.Range(0, rounds).Select(_ => Timing.Turn(() => Timing.Milliseconds(Turn) / StepsATurn)));
        return new(shape, Name(layout), steps.BytesAStep / 1e6, times, steps.BytesAStep / times.MedianMs / 1e6);

        void Turn()
        {
            for (int i = 0; i < StepsATurn; i++) steps.Run();
        }
    }

    private static void Print(DecodeReport report)
    {
        Console.WriteLine(report.Machine);
        Console.WriteLine(report.ReadBandwidth);
        Console.WriteLine($"Decoding steps, medians of {report.Rows.Min(row => row.Times.Calls)} turns of {StepsATurn}; keys and values counted once\n");
        var table = new TextTable("shape", "cache", "MB", "ms", "min ms", "GB/s", "of bandwidth");
        foreach (DecodeRow row in report.Rows)
            table.Add(
                $"{row.Shape}", row.Layout, $"{row.MegabytesAStep:F1}", $"{row.Times.MedianMs:F3}", $"{row.Times.MinMs:F3}",
                $"{row.GbPerS:F1}", $"{row.ShareOfBandwidth:P0}");
        table.Print();
    }

    private static string Name(DecodeLayout layout) => layout.ToString().ToLowerInvariant();
}
