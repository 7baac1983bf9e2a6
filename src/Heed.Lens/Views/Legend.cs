using System.Globalization;

namespace Heed.Lens.Views;

/// <summary>The colours of a scale with their range and what they show.</summary>
/// <param name="shading">The scale.</param>
public sealed class Legend(Shading shading) : IFigure
{
    private const double Bar = 240, Size = 11;
    private readonly string[] _lines = [.. TextLines.Break(shading.Meaning, Size, 640)];

    /// <inheritdoc/>
    public string Title => "";

    /// <inheritdoc/>
    public string About => $"Colours: {Words}.";

    /// <summary>Range and meaning as a sentence.</summary>
    public string Words => shading.Largest <= 0 ? $"{shading.Meaning}: all 0"
        : shading.Scale.IsSigned ? $"{shading.Meaning}: orange {shading.Show(-shading.Largest)}, blue {shading.Show(shading.Largest)}, linear"
        : $"{shading.Meaning}: pale 0, dark {shading.Show(shading.Largest)}, linear";

    /// <inheritdoc/>
    public double Width => Math.Max(Bar, _lines.Max(line => TextWidths.Of(line, Size))) + 4;

    /// <inheritdoc/>
    public double Height => 28 + 15 * _lines.Length;

    /// <inheritdoc/>
    public void Draw(SvgDrawing drawing)
    {
        double y = -4;
        foreach (string line in _lines) drawing.Text(0, y += 15, line, Size, Tone.Soft);
        int first = shading.Scale.IsSigned ? -ColorScale.Levels : 0, count = ColorScale.Levels - first + 1;
        double step = Bar / count;
        for (int i = 0; i < count; i++)
            drawing.Cells(string.Create(CultureInfo.InvariantCulture, $"M{i * step:0.##} {y + 6:0.#}h{step + 0.05:0.##}v10h{-step - 0.05:0.##}z"),
                shading.Scale.Tone(first + i));
        y += 29;
        if (shading.Scale.IsSigned)
        {
            drawing.Text(0, y, shading.Show(-shading.Largest), Size, Tone.Soft);
            drawing.Text(Bar / 2, y, "0", Size, Tone.Soft, Anchor.Middle);
        }
        else drawing.Text(0, y, "0", Size, Tone.Soft);
        drawing.Text(Bar, y, shading.Show(shading.Largest), Size, Tone.Soft, Anchor.End);
    }
}
