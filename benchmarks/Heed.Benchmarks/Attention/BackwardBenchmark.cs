namespace Heed.Benchmarks;

/// <summary>The backward pass. No peer has one on a CPU to be measured beside.</summary>
internal static class BackwardBenchmark
{
    /// <summary>Measures and prints.</summary>
    public static BackwardReport Run(AttentionOptions options)
    {
        var machine = MachineDescription.Here();
        var peak = new FmaPeak();
        var rows = new List<BackwardRow>();
        foreach (bool causal in (ReadOnlySpan<bool>)[false, true])
            foreach (SelfAttentionShape shape in options.Shapes)
            {
                Console.Error.WriteLine($"{shape}, {(causal ? "causal" : "full")} …");
                peak.Measure();
                rows.Add(Measure(shape, causal, options.Rounds(shape)));
            }
        var report = new BackwardReport(
            "attention backward", machine, peak,
            [.. rows.Select(row => row with { ShareOfPeak = row.GflopPerS / peak.AllThreadsGflopPerS })]);
        Print(report);
        return report;
    }

    private static BackwardRow Measure(SelfAttentionShape shape, bool causal, int rounds)
    {
        using var call = new BackwardCall(shape, causal);
        Timing.WarmUp(call.Run);
        double flops = shape.BackwardFlops(causal);
        Samples times = Samples.Of(Enumerable.Range(0, rounds).Select(_ => Timing.Turn(() => Timing.Milliseconds(call.Run))));
        return new(shape, causal, flops / 1e9, times, times.GflopPerS(flops));
    }

    private static void Print(BackwardReport report)
    {
        Console.WriteLine(report.Machine);
        Console.WriteLine(report.FmaPeak);
        int calls = report.Rows.Min(row => row.Times.Calls);
        Console.WriteLine($"Attention backward, medians of {calls} calls or more; causal counts half the operations\n");
        var table = new TextTable("shape", "mask", "Heed ms", "Heed GFLOP/s", "of peak");
        foreach (BackwardRow row in report.Rows)
        {
            string mask = row.Causal ? "causal" : "full";
            table.Add($"{row.Shape}", mask, $"{row.Times.MedianMs:F2}", $"{row.GflopPerS:F0}", $"{row.ShareOfPeak:P0}");
        }
        table.Print();
    }
}
