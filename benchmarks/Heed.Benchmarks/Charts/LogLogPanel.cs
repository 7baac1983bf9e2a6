using System.Globalization;
using System.Xml.Linq;

namespace Heed.Benchmarks;

/// <summary>One pair of logarithmic axes with its lines, labelled where they end.</summary>
internal static class LogLogPanel
{
    private const double PlotWidth = 300, PlotHeight = 400, LabelGap = 15, LeaderLength = 26, TickLength = 4;
    private static readonly string[] s_dashes = ["", "7 3", "2 2.5", "9 3 2 3", "4 2", "12 4", "1 3"];

    /// <summary>Draws it.</summary>
    /// <param name="lines">At least one.</param>
    /// <param name="title">Above it.</param>
    /// <param name="yTitle">Beside the vertical axis.</param>
    /// <param name="left">Where the vertical axis is.</param>
    /// <param name="top">Where the plot begins.</param>
    public static XElement Draw(IReadOnlyList<ChartLine> lines, string title, string yTitle, double left, double top)
    {
        double right = left + PlotWidth, bottom = top + PlotHeight;
        double[] lengths = [.. lines.SelectMany(line => line.Points.Select(p => p.X)).Distinct().Order()];
        var x = new LogAxis(lengths[0], lengths[^1], left, right);
        LogAxis y = LogAxis.Around(lines.SelectMany(line => line.Points.Select(p => p.Y)), bottom, top);
        var panel = new XElement(Svg.Name("g"), Svg.Text(title, left, top - 14, "panel"));
        foreach (double tick in y.Decades)
        {
            panel.Add(Svg.Line(left, y.Place(tick), right, y.Place(tick), "grid"));
            panel.Add(Svg.Text(Number(tick), left - 8, y.Place(tick) + 4, "tick end"));
        }
        foreach (double tick in lengths)
        {
            panel.Add(Svg.Line(x.Place(tick), bottom, x.Place(tick), bottom + TickLength, "axis"));
            panel.Add(Svg.Text($"{tick / 1024:0.#}k", x.Place(tick), bottom + 18, "tick middle"));
        }
        panel.Add(Svg.Line(left, bottom, right, bottom, "axis"));
        panel.Add(Svg.Text("length T, positions", (left + right) / 2, bottom + 38, "tick middle"));
        XElement beside = Svg.Text(yTitle, left - 48, (top + bottom) / 2, "tick middle");
        beside.SetAttributeValue("transform", $"rotate(-90 {Svg.Number(left - 48)} {Svg.Number((top + bottom) / 2)})");
        panel.Add(beside);

        double[] labels = LabelPlaces.Spread([.. lines.Select(line => y.Place(line.Points[^1].Y))], LabelGap, top, bottom);
        var drawn = new Dictionary<ScalingFamily, int>();
        for (int i = 0; i < lines.Count; i++)
        {
            ChartLine line = lines[i];
            int index = drawn.GetValueOrDefault(line.Family);
            drawn[line.Family] = index + 1;
            string family = line.Family.ToString().ToLowerInvariant();
            (double X, double Y)[] points = [.. line.Points.Select(p => (x.Place(p.X), y.Place(p.Y)))];
            panel.Add(Svg.Polyline(points, $"line {family}", s_dashes[index % s_dashes.Length]));
            foreach ((double px, double py) in points) panel.Add(Svg.Circle(px, py, 2.5, $"dot {family}"));
            panel.Add(Svg.Line(points[^1].X + 4, points[^1].Y, right + LeaderLength, labels[i], $"leader {family}"));
            panel.Add(Svg.Text(line.Label, right + LeaderLength + 4, labels[i] + 4, $"label {family}"));
        }
        return panel;
    }

    private static string Number(double value)
        => value >= 1 ? value.ToString("#,0", CultureInfo.InvariantCulture) : value.ToString("0.####", CultureInfo.InvariantCulture);
}
