using System.Globalization;
using System.Text;
using Heed.Lens;
using Spectre.Console;

namespace Heed.Cli.Rendering;

/// <summary>A text whose words are shaded by a signed number: blue where it is positive, orange where it is negative; without colours the number stands behind each word.</summary>
internal static class SignedText
{
    // Blue and orange are told apart by colour-blind people too.
    private static readonly Color[] s_up = [Color.Default, new(209, 229, 240), new(146, 197, 222), new(67, 147, 195), new(33, 102, 172)];
    private static readonly Color[] s_down = [Color.Default, new(253, 224, 182), new(253, 184, 99), new(230, 140, 50), new(179, 88, 6)];

    /// <summary>Writes the text and the scale.</summary>
    /// <param name="console">Where to.</param>
    /// <param name="read">The text.</param>
    /// <param name="tokens">[tokens] the number of each; words have the sum of their tokens'.</param>
    public static void Write(IAnsiConsole console, ReadText read, float[] tokens)
    {
        var words = new float[read.Words.Count];
        for (int t = 0; t < tokens.Length; t++)
            if (read.WordOf[t] >= 0) words[read.WordOf[t]] += tokens[t];
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
                int shade = Math.Clamp((int)MathF.Ceiling(MathF.Abs(words[w]) / largest * (s_up.Length - 1) - 0.15f), 0, s_up.Length - 1);
                string style = shade == 0 ? "default" : $"{(shade >= 3 ? "white" : "black")} on {(words[w] > 0 ? s_up : s_down)[shade].ToMarkup()}";
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
        if (colors) console.MarkupLine(string.Create(CultureInfo.InvariantCulture, $"  [dim]orange: the metric falls, blue: it rises; the strongest is {largest:F2}[/]"));
    }
}
