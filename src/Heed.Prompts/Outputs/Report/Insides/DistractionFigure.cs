using Heed.Lens.Views;
using Heed.Prompts.Outputs.Insides;

namespace Heed.Prompts.Outputs.Report.Insides;

/// <summary>The margin without the document and with it: each case a thin line, the mean a thick one.</summary>
/// <param name="summary">What is shown.</param>
/// <param name="axis">Nats.</param>
internal sealed class DistractionFigure(DistractionSummary summary, ValueAxis axis) : IFigure
{
    private const double Top = 10, Bottom = 138;
    private const int MostLines = 60;

    public string Title => "";

    public string About => $"Mean margin in nats: {ReportText.Nats(summary.Before.Mean)} without the document, {ReportText.Nats(summary.After.Mean)} with it.";

    public double Width => PictureTones.Width;

    public double Height => Bottom + 22;

    public void Draw(SvgDrawing drawing)
    {
        double left = axis.Room + 46, right = PictureTones.Width - 54;
        axis.DrawUp(drawing, axis.Room, PictureTones.Width, Top, Bottom);
        if (summary.Results.Count is > 1 and <= MostLines)
            foreach (InsideResult one in summary.Results)
            {
                (double before, double after) = (one.Number("before", "margin")!.Value, one.Number("after", "margin")!.Value);
                drawing.Stroke(ValueAxis.Path($"M{left:0.#} {Y(before):0.#}L{right:0.#} {Y(after):0.#}"), PictureTones.Thin, 1,
                    $"case {one.Row.Case.Index + 1}: from {ReportText.Nats(before)} to {ReportText.Nats(after)}");
            }
        Tone tone = summary.After.Mean < 0 ? PictureTones.Against : PictureTones.For;
        drawing.Stroke(ValueAxis.Path($"M{left:0.#} {Y(summary.Before.Mean):0.#}L{right:0.#} {Y(summary.After.Mean):0.#}"), tone, 2.25);
        foreach ((double x, double mean, Anchor anchor, string when) in (IEnumerable<(double, double, Anchor, string)>)
            [(left, summary.Before.Mean, Anchor.End, "without"), (right, summary.After.Mean, Anchor.Start, "with the document")])
        {
            drawing.Box(x - 3, Y(mean) - 3, 6, 6, PictureTones.Of(mean), 3, outline: Tone.Paper);
            drawing.Text(x + (anchor == Anchor.End ? -7 : 7), Y(mean) + 4, ReportText.Nats(mean), PictureTones.Letters, Tone.Ink, anchor, bold: true);
            drawing.Text(x, Bottom + 16, when, PictureTones.Letters, Tone.Soft, Anchor.Middle);
        }
    }

    private double Y(double margin) => axis.At(margin, Bottom, Top);
}
