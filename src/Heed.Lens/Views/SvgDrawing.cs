using System.Globalization;
using System.Text;

namespace Heed.Lens.Views;

/// <summary>Shapes and text as SVG: with classes where a page's style sheet gives the colours, with plain light colours for paper.</summary>
/// <param name="forPage">Whether a style sheet of <see cref="PageStyle"/> is there.</param>
public sealed class SvgDrawing(bool forPage)
{
    private readonly StringBuilder _svg = new();

    /// <summary>The generic fonts of all pictures.</summary>
    public const string Fonts = "Helvetica, Arial, 'Liberation Sans', sans-serif";

    /// <summary>What has been drawn.</summary>
    public override string ToString() => _svg.ToString();

    /// <summary>Draws what follows at another place.</summary>
    /// <param name="x">To the right.</param>
    /// <param name="y">Down.</param>
    /// <param name="inside">Draws.</param>
    public void At(double x, double y, Action inside)
    {
        _svg.Append(CultureInfo.InvariantCulture, $"<g transform=\"translate({x:0.#} {y:0.#})\">");
        inside();
        _svg.Append("</g>\n");
    }

    /// <summary>A group whose texts have one size and colour, for <see cref="Word"/>.</summary>
    /// <param name="size">Font size.</param>
    /// <param name="tone">Colour.</param>
    /// <param name="inside">Draws.</param>
    public void Texts(double size, Tone tone, Action inside)
    {
        _svg.Append(CultureInfo.InvariantCulture, $"<g font-size=\"{size:0.#}\" {Fill(tone)}>");
        inside();
        _svg.Append("</g>\n");
    }

    /// <summary>A rectangle.</summary>
    /// <param name="x">Left.</param>
    /// <param name="y">Top.</param>
    /// <param name="width">Width.</param>
    /// <param name="height">Height.</param>
    /// <param name="tone">Colour.</param>
    /// <param name="round">Radius of the corners.</param>
    /// <param name="title">What a pointer over it is told; null for nothing.</param>
    /// <param name="outline">Colour of its edge; null for none.</param>
    public void Box(double x, double y, double width, double height, Tone tone, double round = 0, string? title = null, Tone? outline = null)
    {
        _svg.Append(CultureInfo.InvariantCulture, $"<rect x=\"{x:0.#}\" y=\"{y:0.#}\" width=\"{width:0.##}\" height=\"{height:0.##}\"");
        if (round > 0) _svg.Append(CultureInfo.InvariantCulture, $" rx=\"{round:0.#}\"");
        // One class attribute for both colours.
        if (forPage) _svg.Append(CultureInfo.InvariantCulture, $" class=\"{tone.Name}{(outline is null ? "" : " s" + outline.Name)}\"");
        else
        {
            _svg.Append(' ').Append(Fill(tone));
            if (outline is not null) _svg.Append(' ').Append(Stroke(outline));
        }
        if (outline is not null) _svg.Append(" stroke-width=\"1.5\"");
        if (title is null) _svg.Append("/>");
        else _svg.Append("><title>").Append(MarkupText.Escape(title)).Append("</title></rect>");
    }

    /// <summary>One line of text.</summary>
    /// <param name="x">Where its anchor is.</param>
    /// <param name="y">Its base line.</param>
    /// <param name="text">The text.</param>
    /// <param name="size">Font size.</param>
    /// <param name="tone">Colour.</param>
    /// <param name="anchor">Which part of it is at <paramref name="x"/>.</param>
    /// <param name="bold">Whether it is bold.</param>
    /// <param name="turn">Degrees it is turned about its anchor, clockwise.</param>
    public void Text(double x, double y, string text, double size, Tone tone, Anchor anchor = Anchor.Start, bool bold = false, double turn = 0)
    {
        _svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{x:0.#}\" y=\"{y:0.#}\" font-size=\"{size:0.#}\" {Fill(tone)}");
        if (anchor != Anchor.Start) _svg.Append(anchor == Anchor.Middle ? " text-anchor=\"middle\"" : " text-anchor=\"end\"");
        if (bold) _svg.Append(" font-weight=\"600\"");
        if (turn != 0) _svg.Append(CultureInfo.InvariantCulture, $" transform=\"rotate({turn:0.#} {x:0.#} {y:0.#})\"");
        _svg.Append('>').Append(MarkupText.Escape(text)).Append("</text>");
    }

    /// <summary>A word in a group of <see cref="Texts"/>.</summary>
    /// <param name="x">Left.</param>
    /// <param name="y">Base line.</param>
    /// <param name="text">The word.</param>
    /// <param name="tone">Colour; null for the group's.</param>
    public void Word(double x, double y, string text, Tone? tone = null)
        => _svg.Append(CultureInfo.InvariantCulture,
            $"<text x=\"{x:0.#}\" y=\"{y:0.#}\"{(tone is null ? "" : " " + Fill(tone))}>").Append(MarkupText.Escape(text)).Append("</text>");

    /// <summary>A line along a path.</summary>
    /// <param name="path">The path in SVG's words.</param>
    /// <param name="tone">Colour.</param>
    /// <param name="width">Width of the line.</param>
    /// <param name="title">What a pointer over it is told; null for nothing.</param>
    public void Stroke(string path, Tone tone, double width, string? title = null)
    {
        _svg.Append(CultureInfo.InvariantCulture, $"<path d=\"{path}\" fill=\"none\" stroke-linecap=\"round\" stroke-width=\"{width:0.##}\" {Stroke(tone)}");
        if (title is null) _svg.Append("/>");
        else _svg.Append("><title>").Append(MarkupText.Escape(title)).Append("</title></path>");
    }

    /// <summary>A filled path of many squares, without the soft edges that would leave seams between them.</summary>
    /// <param name="path">The path.</param>
    /// <param name="tone">Colour.</param>
    /// <param name="scale">What the path's numbers are multiplied by: whole numbers are short.</param>
    public void Cells(string path, Tone tone, double scale = 1)
    {
        _svg.Append(CultureInfo.InvariantCulture, $"<path d=\"{path}\" shape-rendering=\"crispEdges\" {Fill(tone)}");
        if (scale != 1) _svg.Append(CultureInfo.InvariantCulture, $" transform=\"scale({scale:0.####})\"");
        _svg.Append("/>");
    }

    /// <summary>A filled shape with soft edges.</summary>
    /// <param name="path">Its outline.</param>
    /// <param name="tone">Colour.</param>
    /// <param name="title">What a pointer over it is told; null for nothing.</param>
    public void Area(string path, Tone tone, string? title = null)
    {
        _svg.Append(CultureInfo.InvariantCulture, $"<path d=\"{path}\" {Fill(tone)}");
        if (title is null) _svg.Append("/>");
        else _svg.Append("><title>").Append(MarkupText.Escape(title)).Append("</title></path>");
    }

    private string Fill(Tone tone) => forPage ? $"class=\"{tone.Name}\"" : $"fill=\"{tone.Light.Hex}\"";

    private string Stroke(Tone tone) => forPage ? $"class=\"s{tone.Name}\"" : $"stroke=\"{tone.Light.Hex}\"";
}
