using System.Globalization;
using System.Text;
using Heed.Lens;
using Spectre.Console;

namespace Heed.Cli.Rendering;

/// <summary>A text whose words are shaded by their share of attention; without colours the share stands behind each word.</summary>
internal static class ShadedText
{
    // From the terminal's own ground to a strong blue, as 256-colour greys and blues read on dark and light alike.
    private static readonly (Color Back, Color Fore)[] s_shades =
    [
        (Color.Default, Color.Default), (new Color(222, 235, 247), Color.Black), (new Color(173, 208, 236), Color.Black),
        (new Color(107, 174, 214), Color.Black), (new Color(33, 113, 181), Color.White), (new Color(8, 48, 107), Color.White),
    ];

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
                int shade = Math.Clamp((int)Math.Ceiling(shares[w] / largest * (s_shades.Length - 1) - 0.15f), 0, s_shades.Length - 1);
                string style = shade == 0 ? "default" : $"{s_shades[shade].Fore.ToMarkup()} on {s_shades[shade].Back.ToMarkup()}";
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
    }
}
