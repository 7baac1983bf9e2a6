using System.Globalization;
using System.Security;
using System.Text;
using Heed.Lens.Positions;

namespace Heed.Cli.Rendering;

/// <summary>
/// The curves as a picture: for each size a panel with the share of right answers, the largest head's attention and the causal effect by position.
/// Shares have the left axis, 0 to 1; the effect, in nats, the right one. Colours of Okabe and Ito, which colour-blind people can tell apart,.
/// </summary>
internal static class PositionSvg
{
    private const int Width = 560, PanelHeight = 230, Left = 52, Right = 56, Top = 44, Bottom = 40, Title = 30, Legend = 24;
    private const string RightColour = "#0072B2", AttentionColour = "#E69F00", EffectColour = "#D55E00", MarginColour = "#009E73";

    /// <summary>Draws it.</summary>
    public static string Draw(string title, PositionResult result)
    {
        PositionPoint[][] sizes = [.. result.Points.GroupBy(point => point.Size).Select(group => group.OrderBy(point => point.Place).ToArray())];
        double nats = Math.Max(1, result.Points.Max(point => Math.Max(Reach(point.Effect), Reach(point.Margin))));
        var svg = new StringBuilder();
        int height = Title + Legend + sizes.Length * PanelHeight;
        Add(svg, $"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {Width} {height}\" font-family=\"sans-serif\" font-size=\"12\">\n");
        Add(svg, $"<rect width=\"{Width}\" height=\"{height}\" fill=\"white\"/>\n");
        Add(svg, $"<text x=\"{Left}\" y=\"20\" font-size=\"14\">{SecurityElement.Escape(title)}</text>\n");
        (string Colour, string Name)[] curves = [(RightColour, "right"), (AttentionColour, "attention, largest head"),
            (MarginColour, "margin"), (EffectColour, "effect of cutting")];
        int x = Left;
        foreach ((string colour, string name) in curves)
        {
            Add(svg, $"<rect x=\"{x}\" y=\"{Title + 2}\" width=\"12\" height=\"12\" fill=\"{colour}\"/>");
            Add(svg, $"<text x=\"{x + 16}\" y=\"{Title + 12}\">{name}</text>\n");
            x += 34 + 7 * name.Length;
        }
        for (int i = 0; i < sizes.Length; i++)
        {
            PositionBaseline closed = result.ClosedBook.First(baseline => baseline.Size == sizes[i][0].Size);
            Add(svg, $"<g transform=\"translate(0 {Title + Legend + i * PanelHeight})\">\n");
            Panel(svg, result, sizes[i], closed, nats);
            svg.Append("</g>\n");
        }
        return svg.Append("</svg>\n").ToString();
    }

    private static void Panel(StringBuilder svg, PositionResult result, PositionPoint[] points, PositionBaseline closed, double nats)
    {
        bool passages = result.Unit == PositionUnit.Passages;
        double from = points[0].Place, span = Math.Max(1e-9, points[^1].Place - from);
        Add(svg, $"<text x=\"{Left}\" y=\"{Top - 14}\">{points[0].Size} {(passages ? "passages" : "tokens")} · {points[0].Samples} samples a place · ");
        Add(svg, $"closed book {100 * closed.Right:F0} %, oracle {100 * result.Oracle.Right:F0} % right</text>\n");
        for (int i = 0; i <= 4; i++)
        {
            double share = i / 4.0, y = Share(share);
            Add(svg, $"<line x1=\"{Left}\" x2=\"{Width - Right}\" y1=\"{y:F1}\" y2=\"{y:F1}\" stroke=\"#ddd\"/>");
            Add(svg, $"<text x=\"{Left - 6}\" y=\"{y + 4:F1}\" text-anchor=\"end\">{share:F2}</text>");
            Add(svg, $"<text x=\"{Width - Right + 6}\" y=\"{y + 4:F1}\">{nats * (2 * share - 1):F1}</text>\n");
        }
        foreach (PositionPoint point in points)
            Add(svg, $"<text x=\"{X(point):F1}\" y=\"{PanelHeight - Bottom + 16}\" text-anchor=\"middle\">{point.Place}{(passages ? "" : " %")}</text>\n");
        Add(svg, $"<text x=\"{(Left + Width - Right) / 2}\" y=\"{PanelHeight - 8}\" text-anchor=\"middle\">");
        Add(svg, $"{(passages ? "position of the span" : "depth of the span")} (left axis: shares; right axis: nats)</text>\n");
        double book = Share(closed.Right);
        Add(svg, $"<line x1=\"{Left}\" x2=\"{Width - Right}\" y1=\"{book:F1}\" y2=\"{book:F1}\" stroke=\"{RightColour}\" stroke-dasharray=\"4 3\"/>\n");
        Curve(RightColour, point => Share(point.Right));
        Curve(AttentionColour, point => Share(point.LargestHead.Share));
        Curve(MarginColour, point => Nats(point.Margin.Mean), point => point.Margin.Error);
        Curve(EffectColour, point => Nats(point.Effect.Mean), point => point.Effect.Error);

        double X(PositionPoint point) => points.Length == 1 ? (Left + Width - Right) / 2.0
            : Left + 12 + (Width - Left - Right - 24) * (point.Place - from) / span;
        double Share(double share) => Top + (PanelHeight - Top - Bottom) * (1 - share);
        double Nats(double value) => Share((value / nats + 1) / 2);

        void Curve(string colour, Func<PositionPoint, double> y, Func<PositionPoint, double?>? error = null)
        {
            string line = string.Join(' ', points.Select(point => string.Create(CultureInfo.InvariantCulture, $"{X(point):F1},{y(point):F1}")));
            Add(svg, $"<polyline fill=\"none\" stroke=\"{colour}\" stroke-width=\"2\" points=\"{line}\"/>\n");
            foreach (PositionPoint point in points)
            {
                Add(svg, $"<circle cx=\"{X(point):F1}\" cy=\"{y(point):F1}\" r=\"3\" fill=\"{colour}\"/>\n");
                if (error?.Invoke(point) is not { } half) continue;
                double reach = half / (2 * nats) * (PanelHeight - Top - Bottom);
                Add(svg, $"<line x1=\"{X(point):F1}\" x2=\"{X(point):F1}\" y1=\"{y(point) - reach:F1}\" y2=\"{y(point) + reach:F1}\" stroke=\"{colour}\"/>\n");
            }
        }
    }

    private static double Reach(MeanAndError value) => Math.Abs(value.Mean) + (value.Error ?? 0);

    private static void Add(StringBuilder svg, FormattableString text) => svg.Append(text.ToString(CultureInfo.InvariantCulture));
}
