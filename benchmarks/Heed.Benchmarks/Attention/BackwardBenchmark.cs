namespace Heed.Benchmarks;

/// <summary>The backward pass, in turns with the forward pass. No peer has one on a CPU to be measured beside.</summary>
internal static class BackwardBenchmark
{
    /// <summary>Measures and prints.</summary>
    public static BackwardReport Run(AttentionOptions options)
    {
        var machine = MachineDescription.Here();
        var peak = new FmaPeak();
        BackwardReport report = Report(machine, peak, Measure(options, peak));
        Print(report);
        return report;
    }

    /// <summary>One row a shape and mask.</summary>
    public static List<BackwardRow> Measure(AttentionOptions options, FmaPeak peak)
    {
        var rows = new List<BackwardRow>();
        foreach (bool causal in (ReadOnlySpan<bool>)[false, true])
            foreach (SelfAttentionShape shape in options.Shapes)
            {
                Console.Error.WriteLine($"{shape}, {(causal ? "causal" : "full")}, backward …");
                peak.Measure();
                rows.Add(Measure(shape, causal, options.Rounds(shape)));
            }
        return rows;
    }

    /// <summary>The rows with what is known once the run is over.</summary>
    public static BackwardReport Report(MachineDescription machine, FmaPeak peak, IReadOnlyList<BackwardRow> rows)
        => new(
            "attention backward", machine, peak,
            [.. rows.Select(row => row with { ShareOfPeak = row.GflopPerS / peak.AllThreadsGflopPerS })]);

    private static BackwardRow Measure(SelfAttentionShape shape, bool causal, int rounds)
    {
        using var call = new BackwardCall(shape, causal);
        Timing.WarmUp(call.Run);
        double flops = shape.BackwardFlops(causal ? AttentionVariant.Causal : AttentionVariant.Full);
        Samples[] times = Timing.Alternate(rounds, () => Timing.Milliseconds(call.Run), () => Timing.Milliseconds(call.RunForward));
        return new(shape, causal, flops / 1e9, times[0], times[1], times[0].GflopPerS(flops));
    }

    private static void Print(BackwardReport report)
    {
        Console.WriteLine(report.Machine);
        Console.WriteLine(report.FmaPeak);
        int calls = report.Rows.Min(row => row.Times.Calls);
        Console.WriteLine($"Attention backward, medians of {calls} calls or more; causal counts half the operations\n");
        var table = new TextTable("shape", "mask", "Heed ms", "Heed GFLOP/s", "of peak", "over forward");
        foreach (BackwardRow row in report.Rows)
        {
            string mask = row.Causal ? "causal" : "full";
            table.Add(
                $"{row.Shape}", mask, $"{row.Times.MedianMs:F2}", $"{row.GflopPerS:F0}", $"{row.ShareOfPeak:P0}", $"{row.OverForward:F2}");
        }
        table.Print();
    }
}
