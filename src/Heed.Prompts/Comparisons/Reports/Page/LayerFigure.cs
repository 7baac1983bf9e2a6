using System.Globalization;
using Heed.Lens.Views;
using Heed.Prompts.Outputs.Report;
using Heed.Prompts.Reasons;

namespace Heed.Prompts.Comparisons.Reports.Page;

/// <summary>What moving the last token's stream into each layer restores: cases as thin lines, their mean as a thick one.</summary>
/// <param name="reason">What is shown.</param>
internal sealed class LayerFigure(VariantReason reason) : IFigure
{
    private const double Top = 10, Bottom = 138, Right = PictureTones.Width - 12;
    private const int MostLines = 60;
    private readonly ValueAxis _axis = ValueAxis.Of(reason.Layers.Append(1).Select(share => 100 * share));

    public string Title => "";

    public string About => "Restored by layer, percent: " + string.Join(", ",
        reason.Layers.Select((share, layer) => $"layer {layer} {ReasonWords.Percent(share)}")) + ".";

    public double Width => PictureTones.Width;

    public double Height => Bottom + 22;

    public void Draw(SvgDrawing drawing)
    {
        _axis.DrawUp(drawing, _axis.Room, PictureTones.Width, Top, Bottom);
        if (reason.Cases.Count is > 1 and <= MostLines)
            foreach (ReasonCase one in reason.Cases)
                drawing.Stroke(Line([.. one.Layers.OrderBy(patch => patch.Layer).Select(patch => (double)patch.Sufficient)]), PictureTones.Thin, 1,
                    $"case {one.Worse.Case.Index + 1}");
        drawing.Stroke(Line(reason.Layers), PictureTones.For, 2.25);
        int every = Math.Max(1, (int)Math.Ceiling(reason.Layers.Count * 22 / (Right - _axis.Room)));
        for (int layer = 0; layer < reason.Layers.Count; layer++)
        {
            drawing.Box(X(layer) - 3, Y(reason.Layers[layer]) - 3, 6, 6, PictureTones.For, 3,
                $"into layer {layer}: {ReasonWords.Percent(reason.Layers[layer])}", Tone.Paper);
            if (layer % every == 0) drawing.Text(X(layer), Bottom + 16, layer.ToString(CultureInfo.InvariantCulture), PictureTones.Letters, Tone.Soft,
                Anchor.Middle);
        }
        drawing.Text(0, Bottom + 16, "layer", PictureTones.Letters, Tone.Soft);
    }

    private string Line(IReadOnlyList<double> shares)
        => "M" + string.Join('L', shares.Select((share, layer) => string.Create(CultureInfo.InvariantCulture, $"{X(layer):0.#} {Y(share):0.#}")));

    private double X(int layer) => _axis.Room + 14 + (reason.Layers.Count < 2 ? 0 : layer / (reason.Layers.Count - 1.0)) * (Right - _axis.Room - 14);

    // A case may go beyond what the mean does: it is cut at the picture's edge.
    private double Y(double share) => _axis.At(Math.Clamp(100 * share, _axis.Low, _axis.High), Bottom, Top);
}
