using System.Globalization;
using System.Text;
using Heed.Models;
using Microsoft.Playwright;

namespace Heed.Benchmarks;

/// <summary>The subcommand <c>studio</c>: what the studio does in a real browser; with <c>--out</c> the section of a document is written anew.</summary>
internal static class StudioCommand
{
    /// <summary>What it is called.</summary>
    public const string Name = "studio";

    /// <summary>Runs what <paramref name="args"/> ask for; returns the exit code.</summary>
    public static int Run(string[] args)
    {
        if (args is [StudioServerProcess.Argument]) return StudioServerProcess.Serve();
        CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
        bool quick = false;
        string? file = null;
        for (int i = 0; i < args.Length; i++)
        {
            if (args[i] == "--quick") quick = true;
            else if (args[i] == "--out" && i + 1 < args.Length) file = args[++i];
            else return Usage.Refuse(args[i] == "--out" ? "--out: expected a file name" : $"{Name}: unknown option '{args[i]}'");
        }
        if (file is not null && !File.Exists(file)) return Usage.Refuse($"--out: expected a document that is there; got '{file}'");
        try
        {
            StudioReport report = StudioBenchmark.Measure(quick, MachineDescription.Here());
            string section = StudioDocument.Section(report);
            Console.WriteLine(section);
            if (file is not null)
            {
                string document = StudioDocument.Put(File.ReadAllText(file), section);
                SafeFile.Write(file, stream => stream.Write(Encoding.UTF8.GetBytes(document)));
            }
            return 0;
        }
        catch (Exception error) when (error is BenchmarkException or HeedException or PlaywrightException)
        {
            Console.Error.WriteLine(error.Message);
            return 1;
        }
    }
}
