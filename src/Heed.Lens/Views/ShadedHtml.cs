using System.Text;

namespace Heed.Lens.Views;

/// <summary>A long text as running text of a page, its words shaded; unshaded stretches are plain text, so that the page stays small.</summary>
public static class ShadedHtml
{
    /// <summary>Words up to which each shaded one tells its number to a pointer over it; beyond, only the strongest do.</summary>
    private const int MostTitles = 2000;

    /// <summary>Writes it.</summary>
    /// <param name="text">The text.</param>
    /// <param name="values">[words] a number each.</param>
    /// <param name="shading">Their colours.</param>
    /// <param name="from">The word that looks, outlined; −1 for none.</param>
    /// <param name="about">What is shown, for those who do not see it.</param>
    public static string Of(ShownText text, float[] values, Shading shading, int from, string about)
    {
        var html = new StringBuilder();
        float least = values.Length <= MostTitles ? 0 : values.Select(MathF.Abs).Order().ElementAt(values.Length - MostTitles);
        html.Append("<p class=\"text\" role=\"region\" tabindex=\"0\" aria-label=\"").Append(MarkupText.Escape(about)).Append("\">");
        for (int w = 0; w < values.Length; w++)
        {
            ShownWord word = text.Words[w];
            int level = shading.Level(values[w]);
            html.Append(MarkupText.Escape(word.Before));
            string shown = MarkupText.Escape(word.Text);
            if (level == 0 && w != from)
            {
                html.Append(word.IsSplit ? $"<u>{shown}</u>" : shown);
                continue;
            }
            html.Append("<b class=\"").Append(shading.Scale.Tone(level).Name).Append(w == from ? " from" : "").Append(word.IsSplit ? " split" : "");
            // Its ground must not cover the end of the word before.
            if (word.Before.Length == 0) html.Append(" tight");
            html.Append('"');
            if (MathF.Abs(values[w]) >= least)
                html.Append(" title=\"").Append(MarkupText.Escape($"{word.Text} ({word.Tokens}): {shading.Show(values[w])}")).Append('"');
            html.Append('>').Append(shown).Append("</b>");
        }
        return html.Append("</p>\n").ToString();
    }
}
