using System.Globalization;

namespace Heed.Lens.Views;

/// <summary>SVG out of figures: one inside a page, or several below each other as a file that stands alone.</summary>
public static class SvgFile
{
    private const double Margin = 24, Between = 26;

    /// <summary>A figure in a page that has the styles of <see cref="PageStyle"/>.</summary>
    /// <param name="figure">The figure.</param>
    public static string Inline(IFigure figure)
    {
        var drawing = new SvgDrawing(forPage: true);
        figure.Draw(drawing);
        return string.Create(CultureInfo.InvariantCulture,
            $"<svg viewBox=\"0 0 {figure.Width:0.#} {figure.Height:0.#}\" width=\"{figure.Width:0.#}\" height=\"{figure.Height:0.#}\" ")
            + $"role=\"img\" aria-label=\"{MarkupText.Escape(figure.About)}\">{drawing}</svg>";
    }

    /// <summary>A file for papers: light, its fonts generic, its text text, its legends inside.</summary>
    /// <param name="title">Its title, which stands above all.</param>
    /// <param name="facts">Lines under the title.</param>
    /// <param name="figures">From top to bottom.</param>
    public static string Paper(string title, IReadOnlyList<string> facts, IReadOnlyList<IFigure> figures)
    {
        double width = figures.Max(figure => figure.Width) + 2 * Margin, most = Math.Max(480, width) - 2 * Margin;
        width = most + 2 * Margin;
        var drawing = new SvgDrawing(forPage: false);
        double y = Margin + 14;
        drawing.Text(Margin, y, TextWidths.Cut(title, 17, most), 17, Tone.Ink, bold: true);
        foreach (string line in facts.SelectMany(fact => TextLines.Break(fact, 12, most))) drawing.Text(Margin, y += 18, line, 12, Tone.Soft);
        y += 14;
        foreach (IFigure figure in figures)
        {
            if (figure.Title.Length > 0)
            {
                y += Between - 8;
                foreach (string line in TextLines.Break(figure.Title, 13, most)) drawing.Text(Margin, y += 18, line, 13, Tone.Ink, bold: true);
            }
            y += 12;
            drawing.At(Margin, y, () => figure.Draw(drawing));
            y += figure.Height;
        }
        y += Margin;
        string about = string.Join(" ", figures.Select(figure => figure.About).Where(words => words.Length > 0));
        return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" + string.Create(CultureInfo.InvariantCulture,
                $"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width:0.#} {y:0.#}\" width=\"{width:0.#}\" height=\"{y:0.#}\" ")
            + $"role=\"img\" font-family=\"{SvgDrawing.Fonts}\">\n"
            + $"<title>{MarkupText.Escape(title)}</title>\n<desc>{MarkupText.Escape(about)}</desc>\n"
            + string.Create(CultureInfo.InvariantCulture, $"<rect width=\"{width:0.#}\" height=\"{y:0.#}\" fill=\"{Tone.Paper.Light.Hex}\"/>\n") + drawing
                + "</svg>\n";
    }
}
