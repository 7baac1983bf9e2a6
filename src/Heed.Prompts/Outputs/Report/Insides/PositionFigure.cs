using System.Globalization;
using Heed.Lens.Views;
using Heed.Prompts.Outputs.Insides;

namespace Heed.Prompts.Outputs.Report.Insides;

/// <summary>Margins by a span's place: each case a thin line, their middle half a band, their mean a thick line.</summary>
/// <param name="summary">What is shown.</param>
/// <param name="axis">Nats.</param>
internal sealed class PositionFigure(PositionSummary summary, ValueAxis axis) : IFigure
{
    private const double Top = 10, Bottom = 138, Right = PictureTones.Width - 12;
    private const int MostLines = 60;

    public string Title => "";

    public string About => $"Mean margin of the answer in nats as {summary.Span} moves from first to last: "
        + string.Join(", ", summary.Places.Select(place => ReportText.Nats(place.Mean))) + ".";

    public double Width => PictureTones.Width;

    public double Height => Bottom + 38;

    private double Left => axis.Room + 8;

    public void Draw(SvgDrawing drawing)
    {
        IReadOnlyList<Spread> places = summary.Places;
        axis.DrawUp(drawing, axis.Room, PictureTones.Width, Top, Bottom);
        if (summary.Curves.Count > 3)
            drawing.Area($"M{Points(places.Select(place => place.High))}L{Points(places.Select(place => place.Low).Reverse(), back: true)}Z",
                PictureTones.Band);
        if (summary.Curves.Count is > 1 and <= MostLines)
            foreach (PositionCurve curve in summary.Curves)
                drawing.Stroke(Line(curve.Margins), PictureTones.Thin, 1, $"case {curve.Result.Row.Case.Index + 1}: a range of {ReportText.Nats(curve.Range)}");
        drawing.Stroke(Line(places.Select(place => place.Mean)), PictureTones.For, 2.25);
        for (int i = 0; i < places.Count; i++)
            drawing.Box(X(i) - 3, Y(places[i].Mean) - 3, 6, 6, PictureTones.Of(places[i].Mean), 3,
                $"place {i + 1} of {places.Count}: {ReportText.Nats(places[i].Mean)}", Tone.Paper);
        foreach ((double at, string name, Anchor anchor) in (IEnumerable<(double, string, Anchor)>)[(0, "first", Anchor.Start),
            (1, "before the question", Anchor.End)])
            drawing.Text(At(at), Bottom + 16, name, PictureTones.Letters, Tone.Soft, anchor);
        if (summary.Here is not { } here) return;
        drawing.Area(ValueAxis.Path($"M{At(here) - 4:0.#} {Bottom + 27:0.#}h8l-4 -6z"), Tone.Ink);
        drawing.Text(At(here) + (here > 0.5 ? -8 : 8), Bottom + 30, "as written", PictureTones.Letters, Tone.Ink, here > 0.5 ? Anchor.End : Anchor.Start);
    }

    private string Line(IEnumerable<double> margins) => "M" + Points(margins);

    private string Points(IEnumerable<double> margins, bool back = false) => string.Join('L', margins.Select((margin, i)
        => string.Create(CultureInfo.InvariantCulture, $"{X(back ? summary.Places.Count - 1 - i : i):0.#} {Y(margin):0.#}")));

    private double X(int place) => At(place / (summary.Places.Count - 1.0));

    private double At(double share) => Left + share * (Right - Left);

    private double Y(double margin) => axis.At(margin, Bottom, Top);
}
