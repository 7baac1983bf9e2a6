using System.Globalization;
using Heed.Prompts.Postgres;

namespace Heed.Benchmarks;

/// <summary>The subcommand <c>traces</c>: how fast a store of many traces is searched.</summary>
internal static class TracesCommand
{
    private const int OfFiles = 100_000, OfPostgres = 1_000_000, Quick = 10_000;

    /// <summary>Runs what <paramref name="args"/> ask for; returns the exit code.</summary>
    public static int Run(string[] args)
    {
        CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
        (bool quick, string? file, string? store) = (false, null, null);
        for (int i = 0; i < args.Length; i++)
        {
            if (args[i] == "--quick") quick = true;
            else if (args[i] == "--json" && i + 1 < args.Length) file = args[++i];
            else if (args[i] == "--store" && i + 1 < args.Length) store = args[++i];
            else return Usage.Refuse($"traces: unknown option '{args[i]}'");
        }
        DirectoryInfo? folder = store is null ? Directory.CreateTempSubdirectory("heed-traces-") : null;
        try
        {
            PostgresStore.Register();
            using JsonReport? json = file is null ? null : new JsonReport(file);
            bool isServer = store?.Contains("://", StringComparison.Ordinal) == true;
            TracesReport report = TracesBenchmark.Run(store ?? Path.Combine(folder!.FullName, "store"), quick ? Quick : isServer ? OfPostgres : OfFiles);
            TracesBenchmark.Print(report);
            json?.Write(report);
            return 0;
        }
        catch (Exception error) when (error is BenchmarkException or HeedException)
        {
            Console.Error.WriteLine(error.Message);
            return 1;
        }
        finally
        {
            folder?.Delete(recursive: true);
        }
    }
}
