using System.Globalization;
using System.Text;
using Heed.Lens;
using Heed.Lens.Views;
using Spectre.Console;

namespace Heed.Cli.Rendering;

/// <summary>A text whose words are shaded by their share of attention; without colours the share stands behind each word.</summary>
internal static class ShadedText
{
    /// <summary>Writes the text.</summary>
    /// <param name="console">Where to.</param>
    /// <param name="read">The text.</param>
    /// <param name="shares">[words] share of attention.</param>
    /// <param name="from">The word that looks, underlined; −1 for none.</param>
    public static void Write(IAnsiConsole console, ReadText read, float[] shares, int from)
    {
        float largest = Math.Max(1e-9f, shares.Max());
        bool colors = console.HasColors();
        var line = new StringBuilder();
        int at = 0;
        for (int w = 0; w < read.Words.Count; w++)
        {
            TextWord word = read.Words[w];
            line.Append(Markup.Escape(read.Text[at..word.Start]));
            if (colors)
            {
                string style = TerminalShade.Style(ColorScale.Attention, shares[w] / largest);
                line.Append(CultureInfo.InvariantCulture, $"[{(w == from ? "underline bold " : "")}{style}]{Markup.Escape(word.Text)}[/]");
            }
            else
            {
                line.Append(Markup.Escape(w == from ? $">{word.Text}<" : word.Text));
                if (word.IsWord) line.Append(CultureInfo.InvariantCulture, $"({shares[w] * 100:F0})");
            }
            at = word.End;
        }
        line.Append(Markup.Escape(read.Text[at..]));
        console.MarkupLine("  " + line);
        if (colors) console.MarkupLine(string.Create(CultureInfo.InvariantCulture, $"  [dim]pale: 0 %, dark: {100 * largest:F0} % of the attention[/]"));
    }
}
