using Heed.Lens.Views;
using Heed.Prompts.Outputs.Insides;

namespace Heed.Prompts.Outputs.Report.Insides;

/// <summary>How many cases have which margin: bars of equal width, those below 0 orange, the median a mark above.</summary>
/// <param name="summary">What is shown.</param>
/// <param name="axis">Nats.</param>
/// <param name="most">Cases of the highest bar of all pictures beside each other.</param>
internal sealed class MarginFigure(MarginSummary summary, ValueAxis axis, int most) : IFigure
{
    /// <summary>Bars between two marks of the axis: 0 is between two bars.</summary>
    private const int BarsAMark = 4;

    private const double Left = 12, Right = PictureTones.Width - 14, Top = 20, Bottom = 92;

    public string Title => "";

    public string About => $"Margins of {ReportText.Count(summary.Margins.Count, "case")} in nats: median {ReportText.Nats(summary.Spread.Middle)}, from "
        + $"{ReportText.Nats(summary.Margins[0])} to {ReportText.Nats(summary.Margins[^1])}; {summary.Behind} below 0.";

    public double Width => PictureTones.Width;

    public double Height => Bottom + 22;

    /// <summary>Cases by bar, the bars that have some.</summary>
    public static IReadOnlyList<(double From, double To, int Cases)> Bars(MarginSummary summary, ValueAxis axis)
    {
        double wide = axis.Step / BarsAMark;
        return [.. summary.Margins.GroupBy(margin => Math.Min(Math.Floor(margin / wide), Math.Round(axis.High / wide) - 1)).OrderBy(bar => bar.Key)
            .Select(bar => (bar.Key * wide, (bar.Key + 1) * wide, bar.Count()))];
    }

    public void Draw(SvgDrawing drawing)
    {
        foreach ((double from, double to, int cases) in Bars(summary, axis))
        {
            (double x, double end) = (axis.At(from, Left, Right), axis.At(to, Left, Right));
            double height = Math.Max(2, (Bottom - Top) * cases / most);
            drawing.Box(x + 0.5, Bottom - height, Math.Max(1, end - x - 1), height, PictureTones.Of(from), 1.5,
                $"{ReportText.Count(cases, "case")} from {ReportText.Nats(from)} to {ReportText.Nats(to)}");
        }
        axis.DrawAcross(drawing, Left, Right, Top - 8, Bottom);
        double middle = axis.At(summary.Spread.Middle, Left, Right);
        string text = $"median {ReportText.Nats(summary.Spread.Middle)}";
        double half = TextWidths.Of(text, PictureTones.Letters) / 2;
        drawing.Area(ValueAxis.Path($"M{middle - 4:0.#} {Top - 8:0.#}h8l-4 6z"), Tone.Ink);
        drawing.Text(Math.Clamp(middle, half, PictureTones.Width - half), Top - 11, text, PictureTones.Letters, Tone.Ink, Anchor.Middle);
    }
}
