namespace Heed.Benchmarks;

/// <summary>The subcommand <c>models</c>.</summary>
internal static class ModelsCommand
{
    /// <summary>What it is called.</summary>
    public const string Name = "models";

    /// <summary>Runs what <paramref name="args"/> ask for; returns the exit code.</summary>
    public static int Run(string[] args)
    {
        if (args is [LoadChild.Argument, .. var child]) return LoadChild.Run(child);
        bool quick = false, peers = false;
        string? file = null;
        for (int i = 0; i < args.Length; i++)
        {
            if (args[i] == "--quick") quick = true;
            else if (args[i] == "--peers") peers = true;
            else if (args[i] == "--json" && i + 1 < args.Length) file = args[++i];
            else return Usage.Refuse(args[i] == "--json" ? "--json: expected a file name" : $"{Name}: unknown option '{args[i]}'");
        }
        if (!peers) return Usage.Refuse($"{Name}: expected --peers: models are measured beside others alone");
        try
        {
            using JsonReport? json = file is null ? null : new JsonReport(file);
            using var peer = new OnnxRuntimePeer();
            using var bandwidth = new ReadBandwidth();
            var peak = new FmaPeak();
            ModelsReport report = ModelsReport.Measure(quick, peer, peak, bandwidth);
            Console.WriteLine($"{MachineDescription.Here()}\n{peer.Description}; {report.LlamaPeer}\n{peak}\n{bandwidth}\n");
            Console.WriteLine($"{PerformanceTables.Llama(report, bandwidth)}\n{PerformanceTables.Bert(report, peak)}\n{PerformanceTables.Load(report)}");
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
