using System.Globalization;
using System.Text;
using Heed.Models;
using Heed.Prompts.Postgres;

namespace Heed.Benchmarks;

/// <summary>The subcommand <c>traces</c>: how fast a store of many traces is searched.</summary>
internal static class TracesCommand
{
    private const string Files = "files";

    private const int OfFiles = 100_000, OfPostgres = 1_000_000, Quick = 10_000;

    /// <summary>Runs what <paramref name="args"/> ask for; returns the exit code.</summary>
    public static int Run(string[] args)
    {
        CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
        (bool quick, string? file, string? document) = (false, null, null);
        var stores = new List<string>();
        for (int i = 0; i < args.Length; i++)
        {
            if (args[i] == "--quick") quick = true;
            else if (args[i] == "--json" && i + 1 < args.Length) file = args[++i];
            else if (args[i] == "--out" && i + 1 < args.Length) document = args[++i];
            else if (args[i] == "--store" && i + 1 < args.Length) stores.Add(args[++i]);
            else return Usage.Refuse($"traces: unknown option '{args[i]}'");
        }
        if (stores.Count == 0) stores.Add(Files);
        DirectoryInfo folder = Directory.CreateTempSubdirectory("heed-traces-");
        try
        {
            PostgresStore.Register();
            using JsonReport? json = file is null ? null : new JsonReport(file);
            var reports = new List<TracesReport>();
            foreach (string store in stores)
            {
                bool isServer = store.Contains("://", StringComparison.Ordinal);
                reports.Add(TracesBenchmark.Run(store == Files ? Path.Combine(folder.FullName, "store") : store, quick ? Quick : isServer ? OfPostgres : OfFiles));
                TracesBenchmark.Print(reports[^1]);
            }
            json?.Write(reports);
            if (document is not null) SafeFile.Write(document, stream => stream.Write(Encoding.UTF8.GetBytes(TracesDocument.Of(reports))));
            return 0;
        }
        catch (Exception error) when (error is BenchmarkException or HeedException)
        {
            Console.Error.WriteLine(error.Message);
            return 1;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
