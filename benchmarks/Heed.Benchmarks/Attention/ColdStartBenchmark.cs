namespace Heed.Benchmarks;

/// <summary>The first calls of fresh processes: a library must be fast from the first call.</summary>
internal static class ColdStartBenchmark
{
    private static readonly SelfAttentionShape[] s_shapes = [new(12, 512, 64), new(2, 16, 16)];

    /// <summary>Measures and prints.</summary>
    /// <exception cref="BenchmarkException">A process failed.</exception>
    public static ColdStartReport Run(AttentionOptions options)
    {
        ColdStartReport report = Measure(MachineDescription.Here(), s_shapes, options.Quick ? 3 : 9);
        Print(report);
        return report;
    }

    /// <summary>One row a shape.</summary>
    /// <exception cref="BenchmarkException">A process failed.</exception>
    public static ColdStartReport Measure(MachineDescription machine, IEnumerable<SelfAttentionShape> shapes, int processes)
        => new("attention cold start", machine, [.. shapes.Select(shape => Measure(shape, processes))]);

    private static ColdStartRow Measure(SelfAttentionShape shape, int processes)
    {
        Console.Error.WriteLine($"{shape}, {processes} fresh processes …");
        ColdStartTimes[] runs = [.. Enumerable.Range(0, processes).Select(_ => ChildProcess.Run<ColdStartTimes>(
            [AttentionCommand.Name, ColdStartChild.Argument, $"{shape.Heads}", $"{shape.Count}", $"{shape.Width}"]))];
        return new(
            shape, processes,
            [.. Enumerable.Range(0, ColdStartChild.FirstCalls).Select(call => Median(runs.Select(run => run.FirstCallsMs[call])))],
            Median(runs.Select(run => run.SteadyMs)),
            Median(runs.Select(run => run.FirstCallsMs[0] - run.SteadyMs)),
            Median(runs.Select(run => run.FirstCallsMs[1..].Max() / run.SteadyMs)),
            Median(runs.Select(run => run.FurtherMask.FirstMinusSteadyMs)),
            Median(runs.Select(run => run.FurtherCombination.FirstMinusSteadyMs)));
    }

    private static double Median(IEnumerable<double> values) => Samples.Of(values).MedianMs;

    private static void Print(ColdStartReport report)
    {
        Console.WriteLine(report.Machine);
        Console.WriteLine($"Attention forward, first calls of {report.Rows[0].Processes} fresh processes, medians over them, in ms\n");
        IEnumerable<string> calls = Enumerable.Range(1, ColdStartChild.FirstCalls).Select(call => $"{call}");
        var table = new TextTable(
            ["shape", .. calls, "steady", "first − steady", "worst later / steady", "further mask", "mask, score, observer"]);
        foreach (ColdStartRow row in report.Rows)
        {
            table.Add([
                $"{row.Shape}", .. row.CallsMs.Select(time => $"{time:F3}"), $"{row.SteadyMs:F3}",
                $"{row.FirstMinusSteadyMs:F3}", $"{row.WorstLaterOverSteady:F2}",
                $"{row.FurtherMaskMs:F3}", $"{row.FurtherCombinationMs:F3}"]);
        }
        table.Print();
    }
}
