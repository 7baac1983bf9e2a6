using Heed.Prompts.Stores;
using Heed.Prompts.Traces;

namespace Heed.Benchmarks;

/// <summary>Fills a store and searches it.</summary>
internal static class TracesBenchmark
{
    private const int Batch = 2000, Rounds = 11, Page = 20;

    private static readonly (string Name, TraceQuery Query)[] s_queries =
    [
        ("newest", new TraceQuery()),
        ("text, 1 in 10,000", new TraceQuery { Text = GeneratedTraces.Needle }),
        ("text, 1 in 2", new TraceQuery { Text = GeneratedTraces.Common }),
        ("text, none", new TraceQuery { Text = "no such words anywhere" }),
        ("text of two letters, none", new TraceQuery { Text = "zq" }),
        ("text of two letters, in most", new TraceQuery { Text = "th" }),
        ("text of one letter", new TraceQuery { Text = "q" }),
        ("one run", new TraceQuery { RunId = "run-3" }),
        ("prompt, label, errors", new TraceQuery { Prompt = "prompt-3", Label = "production", HasError = true }),
        ("tag, 1 in 997", new TraceQuery { Tags = ["odd"] }),
        ("score, 1 in 1,000", new TraceQuery { Scores = [new ScoreFilter("quality", AtLeast: 0.999)] }),
        ("one by metadata", new TraceQuery { Metadata = [new("row", "4321")] }),
        ("latency, 1 in 1,000", new TraceQuery { LatencyAtLeast = 999 }),
        ("text and prompt and score", new TraceQuery { Text = GeneratedTraces.Common, Prompt = "prompt-1",
            Scores = [new ScoreFilter("quality", AtLeast: 0.99)] }),
        ("page 50", new TraceQuery { Skip = 49 * Page }),
    ];

    /// <summary>Fills a store that is empty, or takes the traces it has, and searches.</summary>
    public static TracesReport Run(string address, int traces)
    {
        double index = 0;
        using (IPromptStore store = PromptStores.Open(address))
        {
            int there = (int)store.Search(new TraceQuery { Take = 0, CountAtMost = int.MaxValue - 1 }).Count;
            for (int from = there; from < traces; from += Batch)
            {
                store.Append(GeneratedTraces.Of(from, Math.Min(Batch, traces - from)));
                if (!Console.IsErrorRedirected) Console.Error.Write($"\r{from + Batch} of {traces} traces");
            }
            if (!Console.IsErrorRedirected) Console.Error.Write("\r                              \r");
            if (there < traces) index = Timing.Milliseconds(() => store.Search(new TraceQuery { Take = 1 }));
        }
        Samples open = Samples.Of(Enumerable.Range(0, Rounds).Select(_ => Timing.Milliseconds(() =>
        {
            using IPromptStore fresh = PromptStores.Open(address);
            fresh.Search(s_queries[1].Query with { Take = Page });
        })));
        using IPromptStore opened = PromptStores.Open(address);
        var rows = new List<TraceSearchRow>();
        foreach ((string name, TraceQuery query) in s_queries)
        {
            TracePage page = opened.Search(query with { Take = Page });
            Samples time = Samples.Of(Enumerable.Range(0, Rounds).Select(_ => Timing.Milliseconds(() => opened.Search(query with { Take = Page }))));
            rows.Add(new TraceSearchRow(name, page.IsCountExact ? $"{page.Count}" : $"> {page.Count}", time));
        }
        int next = traces;
        Samples append = Samples.Of(Enumerable.Range(0, Rounds).Select(_ =>
        {
            Trace[] one = GeneratedTraces.Of(next++, 1);
            return Timing.Milliseconds(() => opened.Append(one));
        }));
        return new TracesReport(MachineDescription.Here(), address.Contains("://", StringComparison.Ordinal) ? "PostgreSQL" : "files", traces, append, open,
            index, rows);
    }

    /// <summary>Prints a table.</summary>
    public static void Print(TracesReport report)
    {
        Console.WriteLine(report.Machine);
        Console.WriteLine($"{report.Traces:N0} traces in {report.Store}; medians of {Rounds} calls, a page of {Page} and the count\n");
        var table = new TextTable("search", "found", "ms", "longest");
        foreach (TraceSearchRow row in report.Searches) table.Add(row.Query, row.Found, $"{row.Time.MedianMs:F1}", $"{row.Time.MaxMs:F1}");
        table.Print();
        Console.WriteLine($"\nopened anew and searched: {report.OpenMs.MedianMs:F0} ms (longest {report.OpenMs.MaxMs:F0}); one trace kept: "
            + $"{report.AppendMs.MedianMs:F2} ms");
        if (report.IndexMs > 0) Console.WriteLine($"first search after all were kept, which indexes them: {report.IndexMs:F0} ms");
    }
}
