using System.Globalization;
using Heed.Lens.Positions;
using Heed.Models;
using Spectre.Console;

namespace Heed.Cli.Commands;

/// <summary>What <c>heed position</c> prints for people: a table, and for each size the margins as bars.</summary>
internal static class PositionView
{
    private const int BarWidth = 40;

    public static void Write(IAnsiConsole console, LanguageModel model, string name, PositionResult result)
    {
        PositionPoint first = result.Points[0];
        string samples = first.Samples == 1 ? "sample" : "samples", title = Markup.Escape(name);
        int window = model.Transformer.Blueprint.MaxPositions;
        console.MarkupLine(Invariant(
            $"[bold]{Markup.Escape(model.Name)}[/] ({model.Architecture}, window {window} tokens) · {title} · {first.Samples} {samples} a place"));
        console.WriteLine();
        bool passages = result.Unit == PositionUnit.Passages;
        var table = new Table { Border = TableBorder.Simple };
        table.AddColumns(passages ? "passages" : "tokens", passages ? "position" : "depth", "right", "margin", "effect of cutting");
        table.AddColumns("attention, mean of each layer", "largest head", "sink");
        foreach (PositionPoint point in result.Points)
        {
            (int layer, int head, double share) = point.LargestHead;
            table.AddRow(
                Invariant($"{point.Size}"), passages ? Invariant($"{point.Place}") : Invariant($"{point.Place} %"), Invariant($"{100 * point.Right:F0} %"),
                Show(point.Margin), Show(point.Effect),
                string.Join(" ", Enumerable.Range(0, point.Attention.Count).Select(l => Invariant($"{point.LayerAttention(l):F2}"))),
                Invariant($"{layer}.{head} {share:F2}"), Invariant($"{point.MeanSink:F2}"));
        }
        console.Write(table);
        console.WriteLine();
        console.WriteLine("margin by place (█ right, ▒ wrong)");
        double most = Math.Max(1e-9, result.Points.Max(point => Math.Abs(point.Margin.Mean)));
        foreach (PositionPoint point in result.Points)
        {
            int length = (int)Math.Round(BarWidth * Math.Abs(point.Margin.Mean) / most);
            string bar = new(point.Margin.Mean > 0 ? '█' : '▒', length);
            console.WriteLine(Invariant($"  {point.Size,6} {point.Place,5}{(passages ? "  " : " %")} {bar} {point.Margin.Mean:F1}"));
        }
        console.WriteLine();
        console.WriteLine(Invariant($"oracle (the span and the question alone): {100 * result.Oracle.Right:F0} % right, margin {Show(result.Oracle.Margin)}"));
        foreach (PositionBaseline closed in result.ClosedBook)
        {
            string what = passages ? "passages, the span left out" : "tokens without the span";
            console.WriteLine(Invariant($"closed book ({closed.Size} {what}): {100 * closed.Right:F0} % right, margin {Show(closed.Margin)}"));
        }
    }

    private static string Show(MeanAndError value) => value.Error is { } error ? Invariant($"{value.Mean:F2} ± {error:F2}") : Invariant($"{value.Mean:F2}");

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
