namespace Heed.Benchmarks;

/// <summary>The subcommand <c>maps</c>.</summary>
internal static class MapsCommand
{
    /// <summary>What it is called.</summary>
    public const string Name = "maps";

    /// <summary>Runs what <paramref name="args"/> ask for; returns the exit code.</summary>
    public static int Run(string[] args)
    {
        if (args is [MapMemoryChild.Argument, var count]) return MapMemoryChild.Run(count);
        bool quick = false;
        string? file = null;
        for (int i = 0; i < args.Length; i++)
        {
            if (args[i] == "--quick") quick = true;
            else if (args[i] == "--json" && i + 1 < args.Length) file = args[++i];
            else return Usage.Refuse(args[i] == "--json" ? "--json: expected a file name" : $"{Name}: unknown option '{args[i]}'");
        }
        try
        {
            using JsonReport? json = file is null ? null : new JsonReport(file);
            MapsReport report = MapsBenchmark.Run(quick);
            json?.Write(report);
            return 0;
        }
        catch (Exception error) when (error is BenchmarkException or HeedException)
        {
            Console.Error.WriteLine(error.Message);
            return 1;
        }
    }
}
