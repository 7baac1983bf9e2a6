namespace Heed.Benchmarks;

/// <summary>The subcommand <c>decode</c>.</summary>
internal static class DecodeCommand
{
    /// <summary>Runs what <paramref name="args"/> ask for; returns the exit code.</summary>
    public static int Run(string[] args)
    {
        bool quick = false, peers = false;
        string? file = null;
        for (int i = 0; i < args.Length; i++)
        {
            if (args[i] == "--quick") quick = true;
            else if (args[i] == "--peers") peers = true;
            else if (args[i] == "--json" && i + 1 < args.Length) file = args[++i];
            else return Usage.Refuse(args[i] == "--json" ? "--json: expected a file name" : $"decode: unknown option '{args[i]}'");
        }
        try
        {
            using JsonReport? json = file is null ? null : new JsonReport(file);
            object report = peers ? DecodePeerBenchmark.Run(quick) : DecodeBenchmark.Run(quick);
            json?.Write(report);
            return 0;
        }
        catch (BenchmarkException error)
        {
            Console.Error.WriteLine(error.Message);
            return 1;
        }
    }
}
