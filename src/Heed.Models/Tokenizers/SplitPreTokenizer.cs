using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Heed.Models.Tokenizers;

/// <summary>Splits at the matches of a pattern.</summary>
/// <remarks>
/// .NET matches UTF-16 units, and to it half of a character beyond U+FFFF is no letter. So the pattern is run on a copy in which
/// each such character is one stand-in of the same general category, and the matches are carried back.
/// </remarks>
internal sealed class SplitPreTokenizer(Regex pattern, SplitBehavior behavior, bool invert) : IPreTokenizer
{
    // One character of the Basic Multilingual Plane a category, rare enough that no pattern names it.
    private static readonly Dictionary<UnicodeCategory, char> StandIns = new()
    {
        [UnicodeCategory.UppercaseLetter] = '\uA7B1',
        [UnicodeCategory.LowercaseLetter] = '\uAB60',
        [UnicodeCategory.ModifierLetter] = '\uA9CF',
        [UnicodeCategory.OtherLetter] = '\uA4D0',
        [UnicodeCategory.NonSpacingMark] = '\uA926',
        [UnicodeCategory.SpacingCombiningMark] = '\uA952',
        [UnicodeCategory.DecimalDigitNumber] = '\uA8D3',
        [UnicodeCategory.LetterNumber] = '\uA6E8',
        [UnicodeCategory.OtherNumber] = '\uA830',
        [UnicodeCategory.Format] = '\u206F',
        [UnicodeCategory.PrivateUse] = '\uE123',
        [UnicodeCategory.DashPunctuation] = '\u2E40',
        [UnicodeCategory.OtherPunctuation] = '\uA8CE',
        [UnicodeCategory.MathSymbol] = '\u2AAA',
        [UnicodeCategory.CurrencySymbol] = '\uA838',
        [UnicodeCategory.ModifierSymbol] = '\uA700',
        [UnicodeCategory.OtherSymbol] = '\uA490',
    };

    public void Split(AlignedText text, List<AlignedText> words)
    {
        var span = text.Span;
        var (standIn, positions) = WithStandIns(span);
        var pieces = new List<(int Start, int End, bool IsMatch)>();
        var done = 0;
        foreach (var match in pattern.EnumerateMatches(standIn))
        {
            if (match.Index > done)
            {
                pieces.Add((done, match.Index, invert));
            }

            if (match.Length > 0)
            {
                pieces.Add((match.Index, match.Index + match.Length, !invert));
            }

            done = match.Index + match.Length;
        }

        if (done < standIn.Length)
        {
            pieces.Add((done, standIn.Length, invert));
        }

        foreach (var (start, end) in Join(pieces))
        {
            var (from, to) = positions is null ? (start, end) : (positions[start], positions[end]);
            words.Add(text.Slice(from, to - from));
        }
    }

    private IEnumerable<(int Start, int End)> Join(List<(int Start, int End, bool IsMatch)> pieces) => behavior switch
    {
        SplitBehavior.Isolated => pieces.Select(p => (p.Start, p.End)),
        SplitBehavior.Removed => pieces.Where(p => !p.IsMatch).Select(p => (p.Start, p.End)),
        SplitBehavior.Contiguous => Joined(pieces, (left, right) => left == right),
        SplitBehavior.MergedWithPrevious => Joined(pieces, (left, right) => !left && right),
        _ => Joined(pieces, (left, right) => left && !right),
    };

    // Joins neighbours for which the rule holds, given whether the left and the right one are matches.
    private static IEnumerable<(int Start, int End)> Joined(List<(int Start, int End, bool IsMatch)> pieces, Func<bool, bool, bool> joins)
    {
        for (var i = 0; i < pieces.Count;)
        {
            var last = i;
            while (last + 1 < pieces.Count && joins(pieces[last].IsMatch, pieces[last + 1].IsMatch))
            {
                last++;
            }

            yield return (pieces[i].Start, pieces[last].End);
            i = last + 1;
        }
    }

    // The copy, and for each of its units (and its end) the place in the text; null where the copy is the text itself.
    private static (string Text, int[]? Positions) WithStandIns(ReadOnlySpan<char> text)
    {
        if (text.IndexOfAnyInRange('\uD800', '\uDFFF') < 0)
        {
            return (new string(text), null);
        }

        var copy = new char[text.Length];
        var positions = new int[text.Length + 1];
        var length = 0;
        for (var at = 0; at < text.Length;)
        {
            Rune.DecodeFromUtf16(text[at..], out var rune, out var width);
            positions[length] = at;
            copy[length++] = width == 1 ? text[at] : StandIns.GetValueOrDefault(Rune.GetUnicodeCategory(rune), '\uFFFF');
            at += width;
        }

        positions[length] = text.Length;
        return (new string(copy, 0, length), positions);
    }
}
