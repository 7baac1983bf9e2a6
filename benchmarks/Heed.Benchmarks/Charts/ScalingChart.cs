using System.Xml.Linq;

namespace Heed.Benchmarks;

/// <summary>Time and memory against length, each kind a line with its label.</summary>
internal static class ScalingChart
{
    /// <summary>What memory below this is drawn as: the system counts in steps of about it.</summary>
    public const double LeastMegabytes = 0.1;

    private const int Width = 1240, Height = 580;

    // Colours that people with any colour vision tell apart (after Okabe and Ito 2008), darker on light ground and lighter on dark.
    private const string Style = """
        .ground { fill: #ffffff } text { font: 12px system-ui, sans-serif; fill: #333333 }
        .title { font-size: 17px; font-weight: 600 } .panel { font-size: 14px; font-weight: 600 } .source { font-size: 11px; fill: #666666 }
        .end { text-anchor: end } .middle { text-anchor: middle } .grid { stroke: #e4e4e4 } .axis { stroke: #888888 }
        .line { fill: none; stroke-width: 1.8 } .leader { stroke-width: 0.6; opacity: 0.7 }
        .exact { stroke: #c24a00 } .sparse { stroke: #0068a3 } .linear { stroke: #007a59 } .decode { stroke: #a0407a }
        .dot, .label { stroke: none } .exact.dot, .exact.label { fill: #c24a00 } .sparse.dot, .sparse.label { fill: #0068a3 }
        .linear.dot, .linear.label { fill: #007a59 } .decode.dot, .decode.label { fill: #a0407a }
        @media (prefers-color-scheme: dark) {
          .ground { fill: #14171b } text { fill: #d8d8d8 } .source { fill: #a0a0a0 } .grid { stroke: #2c3138 }
          .exact { stroke: #ff9259 } .sparse { stroke: #62bdf0 } .linear { stroke: #3ccf9f } .decode { stroke: #e59cc6 }
          .dot, .label { stroke: none } .exact.dot, .exact.label { fill: #ff9259 } .sparse.dot, .sparse.label { fill: #62bdf0 }
          .linear.dot, .linear.label { fill: #3ccf9f } .decode.dot, .decode.label { fill: #e59cc6 }
        }
        """;

    /// <summary>The file.</summary>
    /// <param name="rows">Every kind.</param>
    /// <param name="source">Where the figures come from.</param>
    public static XDocument Draw(IReadOnlyList<ScalingRow> rows, string source)
    {
        const string title = "Time and memory of a call as the sequence grows";
        ChartLine[] time = [.. rows.Select(row => new ChartLine(
            $"{row.Kind}  T^{row.TimeExponent:0.00}", row.Family, [.. row.Points.Select(p => ((double)p.Count, p.Milliseconds))]))];
        ChartLine[] memory = [.. rows.Where(row => row.Points.All(p => p.Bytes is not null)).Select(row => new ChartLine(
            $"{row.Kind}  {Megabytes(row.Points[^1]):0.0} MB", row.Family,
            [.. row.Points.Select(p => ((double)p.Count, Math.Max(LeastMegabytes, Megabytes(p))))]))];
        var root = new XElement(
            Svg.Name("svg"), new XAttribute("viewBox", $"0 0 {Width} {Height}"), new XAttribute("width", Width),
            new XAttribute("height", Height), new XAttribute("role", "img"), new XElement(Svg.Name("title"), title),
            new XElement(Svg.Name("style"), Style),
            new XElement(
                Svg.Name("rect"), new XAttribute("width", Width), new XAttribute("height", Height), new XAttribute("class", "ground")),
            Svg.Text(title, 24, 32, "title"),
            LogLogPanel.Draw(time, "Time, with the fitted power of T", "milliseconds", 84, 84));
        if (memory.Length > 0)
            root.Add(LogLogPanel.Draw(memory, "Memory beyond inputs and output; decode: with its cache", "megabytes", 714, 84));
        (int heads, _, int width, _) = ScalingBenchmark.Shape(0);
        root.Add(Svg.Text($"{heads} heads of size {width}, float32; decode: one query. {source}", 24, Height - 18, "source"));
        return new XDocument(root);
    }

    private static double Megabytes(ScalingPoint point) => point.Bytes!.Value / 1e6;
}
