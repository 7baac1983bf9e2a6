using System.Globalization;
using System.Text;
using Heed.Lens;
using Heed.Lens.Views;
using Spectre.Console;

namespace Heed.Cli.Rendering;

/// <summary>A text whose words are shaded by a signed number: blue where it is positive, orange where it is negative; without colours the number stands
/// behind each word.</summary>
internal static class SignedText
{
    /// <summary>Writes the text and the scale.</summary>
    /// <param name="console">Where to.</param>
    /// <param name="read">The text.</param>
    /// <param name="tokens">[tokens] the number of each; words have the sum of their tokens'.</param>
    public static void Write(IAnsiConsole console, ReadText read, float[] tokens)
    {
        float[] words = ShownText.ByWord(read, tokens);
        float largest = Math.Max(1e-9f, words.Length == 0 ? 0 : words.Max(MathF.Abs));
        bool colors = console.HasColors();
        var line = new StringBuilder();
        int at = 0;
        for (int w = 0; w < words.Length; w++)
        {
            TextWord word = read.Words[w];
            line.Append(Markup.Escape(read.Text[at..word.Start]));
            if (colors)
            {
                string style = TerminalShade.Style(ColorScale.Effect, words[w] / largest);
                line.Append(CultureInfo.InvariantCulture, $"[{style}]{Markup.Escape(word.Text)}[/]");
            }
            else
            {
                line.Append(Markup.Escape(word.Text));
                if (MathF.Abs(words[w]) >= largest / 50) line.Append(CultureInfo.InvariantCulture, $"({words[w]:+0.00;-0.00})");
            }
            at = word.End;
        }
        line.Append(Markup.Escape(read.Text[at..]));
        console.MarkupLine("  " + line);
        if (colors) console.MarkupLine(string.Create(CultureInfo.InvariantCulture,
            $"  [dim]orange: the metric falls, down to −{largest:F2}; blue: it rises, up to +{largest:F2}[/]"));
    }
}
