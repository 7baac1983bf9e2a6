using System.Globalization;
using System.Text;

namespace Heed.Models.Tokenizers;

/// <summary>
/// Replaces what SentencePiece's table replaces: short graphemes as a whole, of the others each character by itself. As in the tokenizers
/// library, a grapheme of which the table knows only the beginning is replaced whole by what the beginning becomes.
/// </summary>
internal sealed class PrecompiledNormalizer(CharacterMap map) : INormalizer
{
    // Longer graphemes, in UTF-8, are taken apart.
    private const int LongestGrapheme = 5;

    public AlignedText Normalize(AlignedText text)
    {
        if (!text.Span.ContainsAnyExcept(map.Unchanged))
        {
            return text;
        }

        var changes = new List<RuneChange>(text.Length + 4);
        var isChanged = false;
        for (var at = 0; at < text.Length;)
        {
            var rest = text.Span[at..];

            // Nothing joins two ASCII characters but a carriage return with its line feed.
            var length = rest.Length > 1 && char.IsAscii(rest[0]) && char.IsAscii(rest[1]) && rest[0] != '\r'
                ? 1
                : StringInfo.GetNextTextElementLength(rest);
            isChanged |= Append(rest[..length], changes);
            at += length;
        }

        return isChanged ? RuneChange.Apply(changes, text) : text;
    }

    private bool Append(ReadOnlySpan<char> grapheme, List<RuneChange> changes)
    {
        if (System.Text.Encoding.UTF8.GetByteCount(grapheme) <= LongestGrapheme && map.TryReplace(grapheme, out var replacement))
        {
            Replace(CountRunes(grapheme), replacement, changes);
            return true;
        }

        var isChanged = false;
        Span<char> units = stackalloc char[2];
        foreach (var rune in grapheme.EnumerateRunes())
        {
            if (map.TryReplace(units[..rune.EncodeToUtf16(units)], out var other))
            {
                Replace(1, other, changes);
                isChanged = true;
            }
            else
            {
                changes.Add(new RuneChange(rune, 0));
            }
        }

        return isChanged;
    }

    // Characters beyond the replaced ones count as inserted at the end; if there are fewer, the last one swallows the rest.
    private static void Replace(int count, string replacement, List<RuneChange> changes)
    {
        var difference = CountRunes(replacement) - count;
        var left = count;
        foreach (var rune in replacement.EnumerateRunes())
        {
            changes.Add(new RuneChange(rune, left-- > 0 ? 0 : 1));
        }

        if (difference < 0 && changes.Count > 0)
        {
            changes[^1] = changes[^1] with { Surplus = changes[^1].Surplus + difference };
        }
    }

    private static int CountRunes(ReadOnlySpan<char> text)
    {
        var count = 0;
        foreach (var _ in text.EnumerateRunes())
        {
            count++;
        }

        return count;
    }
}
