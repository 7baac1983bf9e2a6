using System.Text;

namespace Heed.Models.Tokenizers;

/// <summary>
/// Finds the words of GPT-2: <c>'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+</c>,
/// as one pass over the text by code points. A run of whitespace leaves its last character to the word that follows.
/// </summary>
/// <remarks>Source: GPT-2 (Radford et al., 2019).</remarks>
internal static class Gpt2Words
{
    private enum Kind
    {
        Letter,
        Number,
        Space,
        Other,
    }

    /// <summary>Length of the word at the start of a text that is not empty; always at least 1.</summary>
    public static int FirstLength(ReadOnlySpan<char> text)
    {
        if (text[0] == '\'' && ContractionLength(text) is var contraction and > 0)
        {
            return contraction;
        }

        var kind = KindAt(text, 0, out var width);
        if (kind != Kind.Space)
        {
            return RunEnd(text, width, kind);
        }

        if (text[0] == ' ' && text.Length > 1 && KindAt(text, 1, out var next) is var after and not Kind.Space)
        {
            return RunEnd(text, 1 + next, after);
        }

        var end = RunEnd(text, width, Kind.Space);
        if (end == text.Length)
        {
            return end;
        }

        // \s+(?!\S) gives back the last whitespace; where that leaves none, \s+ takes the one. All whitespace is one UTF-16 unit.
        return Math.Max(width, end - 1);
    }

    private static int ContractionLength(ReadOnlySpan<char> text)
    {
        if (text.Length >= 3 && text[1..3] is "re" or "ve" or "ll")
        {
            return 3;
        }

        return text.Length >= 2 && text[1] is 's' or 't' or 'm' or 'd' ? 2 : 0;
    }

    private static int RunEnd(ReadOnlySpan<char> text, int at, Kind kind)
    {
        while (at < text.Length && KindAt(text, at, out var width) == kind)
        {
            at += width;
        }

        return at;
    }

    private static Kind KindAt(ReadOnlySpan<char> text, int at, out int width)
    {
        Rune.DecodeFromUtf16(text[at..], out var rune, out width);
        return CharacterClasses.IsLetter(rune) ? Kind.Letter
            : CharacterClasses.IsNumber(rune) ? Kind.Number
            : Rune.IsWhiteSpace(rune) ? Kind.Space
            : Kind.Other;
    }
}
