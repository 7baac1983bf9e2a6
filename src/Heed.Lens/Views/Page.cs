using System.Security.Cryptography;
using System.Text;

namespace Heed.Lens.Views;

/// <summary>
/// A page that stands alone: one file, everything inside, nothing fetched; light or dark as the reader's system is. Its pictures need no script; where there is a viewer,
/// they are what is printed and what readers without scripts see.
/// </summary>
/// <param name="title">Its title.</param>
/// <param name="viewer">The view that can be used; null for still pictures alone.</param>
public sealed class Page(string title, PageViewer? viewer = null)
{
    private const string Footer = "<footer>Made by Heed. Colours keep their order in grey print and for colour-blind readers; "
        + "each scale runs straight from 0 to the end it names.</footer>";

    private readonly StringBuilder _body = new();

    /// <summary>Adds lines under the title, or under a heading.</summary>
    /// <param name="facts">One a line.</param>
    public void Facts(params IEnumerable<string> facts)
    {
        foreach (string fact in facts) _body.Append("<p class=\"facts\">").Append(MarkupText.Escape(fact)).Append("</p>\n");
    }

    /// <summary>Begins a part.</summary>
    /// <param name="heading">Its heading.</param>
    /// <param name="notes">Lines under it.</param>
    public void Part(string heading, params IEnumerable<string> notes)
    {
        _body.Append("<h2>").Append(MarkupText.Escape(heading)).Append("</h2>\n");
        foreach (string note in notes) _body.Append("<p class=\"note\">").Append(MarkupText.Escape(note)).Append("</p>\n");
    }

    /// <summary>Adds pictures, below each other.</summary>
    /// <param name="figures">The pictures.</param>
    public void Add(params IEnumerable<IFigure> figures)
    {
        _body.Append("<figure>\n");
        foreach (IFigure figure in figures) _body.Append(SvgFile.Inline(figure)).Append('\n');
        _body.Append("</figure>\n");
    }

    /// <summary>Adds a text with shaded words: a picture where it is short, running text where it is long.</summary>
    /// <param name="picture">The picture of a short text.</param>
    /// <param name="text">The text.</param>
    /// <param name="values">[words] a number each.</param>
    /// <param name="shading">Their colours.</param>
    /// <param name="from">The word that looks; −1 for none.</param>
    public void Add(SentenceView picture, ShownText text, float[] values, Shading shading, int from = -1)
    {
        if (text.IsShort)
        {
            Add(picture, new Legend(shading));
            return;
        }
        _body.Append(ShadedHtml.Of(text, values, shading, from, picture.About));
        Add(new Legend(shading));
    }

    /// <summary>Adds a table.</summary>
    /// <param name="table">The table.</param>
    public void Add(HtmlTable table) => _body.Append(table);

    /// <summary>The page.</summary>
    public override string ToString()
        => "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\"/>\n<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\"/>\n"
            + $"<meta http-equiv=\"Content-Security-Policy\" content=\"{Policy}\"/>\n"
            + $"<title>{MarkupText.Escape(title)}</title>\n<style>\n{PageStyle.Css}</style>\n{Style}</head>\n<body>\n<main>\n<h1>{MarkupText.Escape(title)}</h1>\n"
            + $"{Shown}{Footer}\n</main>\n{Scripts}</body>\n</html>\n";

    // Only the one script that is part of the page may run, and only pictures made in it are shown.
    private string Policy => viewer is null ? "default-src 'none'; style-src 'unsafe-inline'"
        : $"default-src 'none'; style-src 'unsafe-inline'; img-src data: blob:; script-src 'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(Script(viewer))))}'";

    private string Style => viewer is null ? "" : $"<style>/*<![CDATA[*/\n{viewer.Style}\n/*]]>*/</style>\n";

    private string Shown => viewer is null ? _body.ToString() : $"<div id=\"heed-view\"></div>\n<div id=\"heed-still\">\n{_body}</div>\n";

    private string Scripts => viewer is null ? ""
        : $"<script type=\"application/json\" id=\"heed-data\">{viewer.Json.Replace("<", "\\u003c").Replace("&", "\\u0026")}</script>\n<script id=\"heed-script\">{Script(viewer)}</script>\n";

    // The page is XML as well as HTML: what would be marks in one or the other is kept apart from it.
    private static string Script(PageViewer viewer) => $"//<![CDATA[\n{viewer.Script.Replace("]]>", "]] >").Replace("</script", "<\\/script")}\n//]]>";
}
