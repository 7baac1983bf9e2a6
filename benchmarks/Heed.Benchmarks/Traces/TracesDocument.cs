using System.Text;

namespace Heed.Benchmarks;

/// <summary>Searches of large stores as a document.</summary>
internal static class TracesDocument
{
    private const double AskedMs = 200;

    /// <summary>The document of some runs.</summary>
    public static string Of(IReadOnlyList<TracesReport> reports)
    {
        var text = new StringBuilder("# Searching traces\n\n");
        text.Append(
            "Written by `dotnet run -c Release --project benchmarks/Heed.Benchmarks -- traces --store files --store postgres://… --out docs/trace-search.md`. Asked of every search: "
            + $"at most {AskedMs:F0} ms, among 100,000 traces in files and among a million on PostgreSQL. Each is a page of 20, the newest first, with the count of all that fit, as far as stores count. "
            + "Medians, and the longest of a few calls.\n\n");
        foreach (TracesReport report in reports)
        {
            text.Append($"## {report.Traces:N0} traces: {report.Store}\n\n- Machine: {report.Machine}\n- Date: {report.Machine.StartedAt:yyyy-MM-dd HH:mm} UTC\n\n");
            var table = new MarkdownTable("search", "found", "ms", "longest", "");
            foreach (TraceSearchRow row in report.Searches)
                table.Add(row.Query, row.Found, $"{row.Time.MedianMs:F1}", $"{row.Time.MaxMs:F1}", row.Time.MedianMs <= AskedMs ? "met" : "**falls short**");
            text.Append(table).Append($"\nOpened anew and searched: {report.OpenMs.MedianMs:F0} ms (longest {report.OpenMs.MaxMs:F0}). One trace kept and confirmed: {report.AppendMs.MedianMs:F2} ms.");
            if (report.IndexMs > 0) text.Append($" The first search after all were kept, which indexes them: {report.IndexMs:F0} ms.");
            text.Append("\n\n");
        }
        return text.ToString().TrimEnd() + "\n";
    }
}
