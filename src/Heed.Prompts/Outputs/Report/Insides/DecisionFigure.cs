using System.Globalization;
using Heed.Lens.Views;
using Heed.Prompts.Outputs.Insides;

namespace Heed.Prompts.Outputs.Report.Insides;

/// <summary>How many cases are decided from which layer on, a column a layer, and behind them those in which the answer does not lead at the end.</summary>
/// <param name="summary">What is shown.</param>
/// <param name="most">Cases of the highest column of all pictures beside each other.</param>
internal sealed class DecisionFigure(DecisionSummary summary, int most) : IFigure
{
    private const double Top = 16, Bottom = 88, Never = 52, Right = PictureTones.Width;

    public string Title => "";

    public string About => "Cases by the layer from which on the answer leads: "
        + string.Join(", ", Enumerable.Range(0, summary.Depth).Where(layer => summary.At(layer) > 0).Select(layer => $"layer {layer} {summary.At(layer)}")
        .Append($"never {summary.Never}")) + ".";

    public double Width => PictureTones.Width;

    public double Height => Bottom + 22;

    public void Draw(SvgDrawing drawing)
    {
        const double Left = 34;
        double wide = Math.Min(44, (Right - Left - Never) / summary.Depth);
        drawing.Stroke(ValueAxis.Path($"M{Left:0.#} {Bottom:0.#}H{Right:0.#}"), Tone.Line, 1);
        drawing.Text(0, Bottom + 16, "layer", PictureTones.Letters, Tone.Soft);
        int every = Math.Max(1, (int)Math.Ceiling(20 / wide));
        for (int layer = 0; layer < summary.Depth; layer++)
        {
            double x = Left + layer * wide;
            Column(drawing, x, wide, summary.At(layer), PictureTones.For, $"from layer {layer} on");
            if (layer % every == 0) drawing.Text(x + wide / 2, Bottom + 16, layer.ToString(CultureInfo.InvariantCulture), PictureTones.Letters, Tone.Soft,
                Anchor.Middle);
        }
        Column(drawing, Right - Never + 4, 44, summary.Never, PictureTones.Against, "does not lead at the end");
        drawing.Text(Right - Never + 26, Bottom + 16, "never", PictureTones.Letters, Tone.Soft, Anchor.Middle);
    }

    private void Column(SvgDrawing drawing, double x, double wide, int cases, Tone tone, string what)
    {
        if (cases == 0) return;
        double height = Math.Max(2, (Bottom - Top) * cases / most), gap = Math.Min(4, wide / 4);
        drawing.Box(x + gap / 2, Bottom - height, wide - gap, height, tone, 1.5, $"{what}: {ReportText.Count(cases, "case")}");
        string text = cases.ToString(CultureInfo.InvariantCulture);
        if (TextWidths.Of(text, PictureTones.Letters) <= wide) drawing.Text(x + wide / 2, Bottom - height - 4, text, PictureTones.Letters, Tone.Ink,
            Anchor.Middle);
    }
}
