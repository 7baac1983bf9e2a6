using Heed.Lens.Views;
using Heed.Prompts.Outputs.Insides;

namespace Heed.Prompts.Outputs.Report.Insides;

/// <summary>Spans below each other: the effect as a bar with its middle half, and beside it the attention's share with the span's length as a mark.</summary>
/// <param name="spans">What is shown.</param>
/// <param name="axis">Nats.</param>
internal sealed class SpanFigure(IReadOnlyList<SpanSummary> spans, ValueAxis axis) : IFigure
{
    private const double Middle = 170, Number = 42, Gap = 18, Top = 20, Row = 42, Bar = 10, Right = PictureTones.Width;

    public string Title => "";

    public string About => string.Join(" ", spans.Select(span => $"{Name(span)}: "
        + (span.Effect is { } effect ? $"mean effect {ReportText.Nats(effect.Mean)} nats, " : "")
        + $"{ReportText.Percent(span.Share?.Mean ?? 0)} of the attention, {ReportText.Nats(span.PerLength?.Mean ?? 0)} times its length"
        + (span.Disagreeing.Count > 0 ? $", the two disagree in {span.Disagreeing.Count} of {span.Results.Count}" : "") + "."));

    public double Width => PictureTones.Width;

    public double Height => Top + spans.Count * Row + 2;

    /// <summary>A span and how it was taken away, or whose attention it is.</summary>
    public static string Name(SpanSummary span) => span.Span + (span.How.Length > 0 ? $" ({How(span.How)})" : span.Where.Length > 0 ? $" ({span.Where})" : "");

    public void Draw(SvgDrawing drawing)
    {
        bool effects = spans.Any(span => span.Effect is not null);
        if (effects) drawing.Text(0, 11, "effect on the answer, nats", PictureTones.Letters, Tone.Soft);
        drawing.Text(Middle + Gap, 11, "share of the attention", PictureTones.Letters, Tone.Soft);
        for (int i = 0; i < spans.Count; i++)
        {
            double y = Top + i * Row;
            drawing.Text(0, y + 14, TextWidths.Cut((spans[i].Disagreeing.Count > 0 ? "≠ " : "") + Name(spans[i]), 12.5, Right), 12.5, Tone.Ink,
                bold: spans[i].Disagreeing.Count > 0);
            if (spans[i].Effect is { } effect) Effect(drawing, effect, y + 21);
            else if (effects) drawing.Text(0, y + 30, "not measured", PictureTones.Letters, Tone.Soft);
            if (spans[i].Share is { } share) Share(drawing, share.Mean, spans[i].PerLength?.Mean, y + 21);
        }
    }

    // The number stands behind bar and line, on the right, where there is room kept for it.
    private void Effect(SvgDrawing drawing, Spread effect, double y)
    {
        const double To = Middle - Number;
        double zero = axis.At(0, 0, To), x = axis.At(effect.Mean, 0, To);
        drawing.Stroke(ValueAxis.Path($"M{zero:0.#} {y - 3:0.#}v{Bar + 6:0.#}"), Tone.Soft, 1);
        drawing.Box(Math.Min(zero, x), y, Math.Max(1, Math.Abs(x - zero)), Bar, PictureTones.Of(effect.Mean), 1.5);
        if (effect.Count > 1)
            drawing.Stroke(ValueAxis.Path($"M{axis.At(effect.Low, 0, To):0.#} {y + Bar / 2:0.#}H{axis.At(effect.High, 0, To):0.#}"), Tone.Ink, 1.25,
                $"the middle half lies from {ReportText.Nats(effect.Low)} to {ReportText.Nats(effect.High)}");
        drawing.Text(Math.Max(Math.Max(x, zero), axis.At(effect.High, 0, To)) + 5, y + 9, ReportText.Nats(effect.Mean), PictureTones.Letters, Tone.Ink);
    }

    private static void Share(SvgDrawing drawing, double share, double? perLength, double y)
    {
        string text = ReportText.Percent(share) + (perLength is { } times ? $" · {ReportText.Nats(times)}×" : "");
        const double From = Middle + Gap;
        double to = Right - 84;
        drawing.Box(From, y + 4, to - From, 2, Tone.Line, 1);
        drawing.Box(From, y, Math.Max(1, Math.Clamp(share, 0, 1) * (to - From)), Bar, PictureTones.Attention, 1.5);
        if (perLength is > 0)
            drawing.Stroke(ValueAxis.Path($"M{From + Math.Clamp(share / perLength.Value, 0, 1) * (to - From):0.#} {y - 3:0.#}v{Bar + 6:0.#}"), Tone.Ink, 1.5,
                $"its share of the tokens, about {ReportText.Percent(share / perLength.Value)}");
        drawing.Text(to + 6, y + 9, text, PictureTones.Letters, Tone.Ink);
    }

    private static string How(string how) => how switch { "cut" => "attention to it cut", "delete" => "deleted", "replace" => "replaced", _ => how };
}
