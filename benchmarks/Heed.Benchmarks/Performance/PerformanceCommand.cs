using System.Globalization;
using System.Text;
using System.Xml.Linq;
using Heed.Models;

namespace Heed.Benchmarks;

/// <summary>The subcommand <c>performance</c>.</summary>
internal static class PerformanceCommand
{
    /// <summary>What it is called.</summary>
    public const string Name = "performance";

    private const string Chart = "attention-scaling.svg";

    /// <summary>Runs what <paramref name="args"/> ask for; returns the exit code.</summary>
    public static int Run(string[] args)
    {
        CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
        if (args is [ScalingChild.Argument, .. var scaling]) return ScalingChild.Run(scaling);
        bool quick = false;
        string file = Path.Combine("docs", "performance.md");
        for (int i = 0; i < args.Length; i++)
        {
            if (args[i] == "--quick") quick = true;
            else if (args[i] == "--out" && i + 1 < args.Length) file = args[++i];
            else return Usage.Refuse(args[i] == "--out" ? "--out: expected a file name" : $"{Name}: unknown option '{args[i]}'");
        }
        string folder = Path.GetDirectoryName(Path.GetFullPath(file))!;
        if (!Directory.Exists(folder)) return Usage.Refuse($"--out: expected a file in a folder that exists; got '{file}'");
        try
        {
            using var bandwidth = new ReadBandwidth();
            PerformanceFigures figures = PerformanceRun.Measure(quick, bandwidth);
            List<PerformanceLine> lines = PerformanceLines.Of(figures);
            string document = PerformanceDocument.Write(figures, lines, PerformanceCauses.For(lines), Chart);
            // The studio's section is of a run of its own, and stays.
            if (File.Exists(file) && StudioDocument.Of(File.ReadAllText(file)) is { Length: > 0 } studio) document = StudioDocument.Put(document, studio);
            MachineDescription machine = figures.Forward.Machine;
            XDocument chart = ScalingChart.Draw(
                figures.Scaling,
                $"{machine.Cpu}, {machine.Threads} threads, {machine.LaneBits}-bit lanes, {machine.DotNet}; {machine.StartedAt:yyyy-MM-dd}");
            SafeFile.Write(Path.Combine(folder, Chart), stream => chart.Save(stream));
            SafeFile.Write(file, stream => stream.Write(Encoding.UTF8.GetBytes(document)));
            Console.WriteLine($"{lines.Count(line => line.Met == true)} of {lines.Count} lines met; written to {file}");
            return 0;
        }
        catch (Exception error) when (error is BenchmarkException or HeedException)
        {
            Console.Error.WriteLine(error.Message);
            return 1;
        }
    }
}
