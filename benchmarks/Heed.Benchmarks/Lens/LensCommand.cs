namespace Heed.Benchmarks;

/// <summary>The subcommand <c>lens</c>.</summary>
internal static class LensCommand
{
    /// <summary>Runs what <paramref name="args"/> ask for; returns the exit code.</summary>
    public static int Run(string[] args)
    {
        bool quick = false;
        string? file = null;
        for (int i = 0; i < args.Length; i++)
        {
            if (args[i] == "--quick") quick = true;
            else if (args[i] == "--json" && i + 1 < args.Length) file = args[++i];
            else return Usage.Refuse(args[i] == "--json" ? "--json: expected a file name" : $"lens: unknown option '{args[i]}'");
        }
        using JsonReport? json = file is null ? null : new JsonReport(file);
        List<LensRow> rows = LensBenchmark.Measure(quick);
        Console.WriteLine(PerformanceTables.Lens(rows).ToString());
        json?.Write(new { Machine = MachineDescription.Here(), Rows = rows });
        return 0;
    }
}
