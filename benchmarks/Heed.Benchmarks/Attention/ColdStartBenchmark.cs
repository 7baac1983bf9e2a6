using System.Diagnostics;
using System.Globalization;

namespace Heed.Benchmarks;

/// <summary>The first calls of fresh processes: a library must be fast from the first call.</summary>
internal static class ColdStartBenchmark
{
    private static readonly SelfAttentionShape[] s_shapes = [new(12, 512, 64), new(2, 16, 16)];

    /// <summary>Measures and prints.</summary>
    /// <exception cref="BenchmarkException">A process failed.</exception>
    public static ColdStartReport Run(AttentionOptions options)
    {
        int processes = options.Quick ? 3 : 9;
        var report = new ColdStartReport(
            "attention cold start", MachineDescription.Here(), [.. s_shapes.Select(shape => Measure(shape, processes))]);
        Print(report);
        return report;
    }

    private static ColdStartRow Measure(SelfAttentionShape shape, int processes)
    {
        double[][] runs = [.. Enumerable.Range(0, processes).Select(_ => Child(shape))];
        double[] steady = [.. runs.Select(run => Median(run.Skip(ColdStartChild.FirstCalls)))];
        return new(
            shape, processes,
            [.. Enumerable.Range(0, ColdStartChild.FirstCalls).Select(call => Median(runs.Select(run => run[call])))],
            Median(steady),
            Median(runs.Select((run, i) => run[0] - steady[i])),
            Median(runs.Select((run, i) => run[1..ColdStartChild.FirstCalls].Max() / steady[i])));
    }

    /// <summary>The milliseconds that a fresh process prints: its first calls, then steady ones.</summary>
    private static double[] Child(SelfAttentionShape shape)
    {
        // Started through the host `dotnet`, the program is the assembly; otherwise the program is the host.
        string host = Environment.ProcessPath!;
        bool dotnet = Path.GetFileNameWithoutExtension(host) == "dotnet";
        string[] program = dotnet ? [Path.Combine(AppContext.BaseDirectory, "Heed.Benchmarks.dll")] : [];
        string[] args = [.. program, "attention", ColdStartChild.Argument, $"{shape.Heads}", $"{shape.Count}", $"{shape.Width}"];
        using Process child = Process.Start(new ProcessStartInfo(host, args) { RedirectStandardOutput = true })!;
        string output = child.StandardOutput.ReadToEnd();
        child.WaitForExit();
        if (child.ExitCode != 0) throw new BenchmarkException($"--cold: a process for {shape} ended with exit code {child.ExitCode}.");
        return [.. output.Split(' ').Select(time => double.Parse(time, CultureInfo.InvariantCulture))];
    }

    private static double Median(IEnumerable<double> values) => Samples.Of(values).MedianMs;

    private static void Print(ColdStartReport report)
    {
        Console.WriteLine(report.Machine);
        Console.WriteLine($"Attention forward, first calls of {report.Rows[0].Processes} fresh processes, medians over them, in ms\n");
        IEnumerable<string> calls = Enumerable.Range(1, ColdStartChild.FirstCalls).Select(call => $"{call}");
        var table = new TextTable(["shape", .. calls, "steady", "first − steady", "worst later / steady"]);
        foreach (ColdStartRow row in report.Rows)
        {
            table.Add([
                $"{row.Shape}", .. row.CallsMs.Select(time => $"{time:F3}"), $"{row.SteadyMs:F3}",
                $"{row.FirstMinusSteadyMs:F3}", $"{row.WorstLaterOverSteady:F2}"]);
        }
        table.Print();
    }
}
