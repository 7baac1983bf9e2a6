using System.Globalization;
using Heed.Cli.Rendering;
using Heed.Models;
using Heed.Models.Cost;
using Spectre.Console;

namespace Heed.Cli.Commands;

/// <summary>What <c>heed cost</c> prints for people: a column a context length.</summary>
internal static class CostView
{
    public static void Write(IAnsiConsole console, CostReport report)
    {
        (CostModel cost, Blueprint b) = (report.Cost, report.Cost.Blueprint);
        string stored = cost.StoredBytes is { } bytes ? $" ({ByteCount.Text(bytes)} as stored)" : "";
        string variant = cost.Variant == CostVariant.AsIs ? "" : $" · {cost.Variant.Name}";
        string texts = report.Batch == 1 ? "" : Invariant($" · {report.Batch} texts");
        console.MarkupLine(Invariant(
            $"[bold]{Markup.Escape(report.Subject.Name)}[/] ({report.Subject.Architecture}, {cost.Parameters:N0} parameters) · window {ContextLength.Text(b.MaxPositions)}{variant}{texts}"));
        console.WriteLine($"weights {SizeText.Bytes(cost.Float32Bytes)} in float32{stored}");
        console.WriteLine();
        Costs(console, report);
        Crossings(console, report);
        if (report.IsChecked) Checks(console, report);
    }

    private static void Costs(IAnsiConsole console, CostReport report)
    {
        var table = new Table { Border = TableBorder.Simple };
        table.AddColumn("context");
        foreach (CostReportPoint point in report.Points)
            table.AddColumn(new TableColumn(ContextLength.Text(point.At.Context) + (point.At.IsBeyondWindow ? " *" : "")).RightAligned());
        Row("prefill: operations", point => SizeText.Count(point.At.Prefill.Total));
        Row("  of these attention", point => Percent(point.At.Prefill.AttentionShare));
        Row("  time", point => SizeText.Seconds(point.Prefill.Total));
        if (report.Cost.Decodes)
        {
            Row("next token: operations", point => SizeText.Count(point.At.Token!.Value.Total));
            Row("  of these attention", point => Percent(point.At.Token!.Value.AttentionShare));
            Row("  time", point => SizeText.Seconds(point.Token!.Value.Total));
            Row("key-value cache", point => SizeText.Bytes(point.At.CacheBytes));
            if (report.Points.Any(point => point.At.RollingCacheBytes != point.At.CacheBytes)) Row("  rolling", point
                => SizeText.Bytes(point.At.RollingCacheBytes));
        }
        Row("naive scores, a layer", point => SizeText.Bytes(point.At.ScoreBytes));
        console.Write(table);
        if (report.Points.Any(point => point.At.IsBeyondWindow)) console.WriteLine("* beyond the model's window: counted as if it were longer");

        void Row(string what, Func<CostReportPoint, string> cell) => table.AddRow([what, .. report.Points.Select(cell)]);
    }

    private static void Crossings(IAnsiConsole console, CostReport report)
    {
        CostCrossings at = report.Crossings;
        console.WriteLine();
        Line("attention passes all else in prefill", at.PrefillAttention);
        if (report.Cost.Decodes)
        {
            Line("attention passes all else in a token", at.TokenAttention);
            Line("the cache passes the weights", at.CacheOverWeights);
            Line($"cache and weights pass this machine's {SizeText.Bytes((UInt128)report.Rates.MemoryBytes)}", at.CacheOverMemory);
        }
        Line("a naive layer's scores pass 1 GiB", at.ScoresOverGibibyte);
        Line("a naive layer's scores pass this machine's memory", at.ScoresOverMemory);
        console.WriteLine();
        console.WriteLine(Invariant($"Times are predicted for this machine ({report.Rates.Threads} threads) from a short calibration."));

        void Line(string what, long? context)
            => console.WriteLine(what + ": " + (context is { } tokens ? Invariant($"from {tokens:N0} tokens") : "at no length"));
    }

    private static void Checks(IAnsiConsole console, CostReport report)
    {
        console.WriteLine();
        var table = new Table { Border = TableBorder.Simple };
        table.AddColumns("run", "predicted", "measured", "ratio");
        for (int column = 1; column < 4; column++) table.Columns[column].RightAligned();
        foreach (CostCheckRow row in report.Checks)
            table.AddRow(
                (row.IsToken ? "next token behind " : "prefill ") + ContextLength.Text(row.Context), SizeText.Seconds(row.Predicted.Total),
                    SizeText.Seconds(row.Measured), Invariant($"{row.Ratio:F2}"));
        console.Write(table);
        console.WriteLine("ratio: measured over predicted");
    }

    private static string Percent(double share) => Invariant($"{100 * share:F1} %");

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
