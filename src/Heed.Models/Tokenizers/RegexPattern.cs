using System.Text;
using System.Text.RegularExpressions;

namespace Heed.Models.Tokenizers;

/// <summary>A regular expression of a tokenizer file.</summary>
/// <remarks>
/// .NET matches UTF-16 units, and to it half of a character beyond U+FFFF is no letter. So the pattern is run on a copy in which
/// each such character is one stand-in of the same general category, and the matches are carried back.
/// </remarks>
internal sealed class RegexPattern : ITextPattern
{
    // For one match. Ordinary patterns need microseconds; one that backtracks without end is stopped.
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(2);

    private readonly Regex _regex;
    private readonly AstralStandIns _standIns;

    private RegexPattern(Regex regex, AstralStandIns standIns)
    {
        _regex = regex;
        _standIns = standIns;
    }

    /// <exception cref="ArgumentException">It is no regular expression.</exception>
    /// <exception cref="NotSupportedException">It asks for what .NET's expressions do not have.</exception>
    public static RegexPattern Of(string source)
    {
        var standIns = new AstralStandIns();
        var translated = new OnigurumaSyntax(source, standIns).Translate();

        // ^ and $ are ends of lines to Oniguruma.
        const RegexOptions options = RegexOptions.CultureInvariant | RegexOptions.Multiline | RegexOptions.Compiled;
        return new RegexPattern(new Regex(translated, options, Limit), standIns);
    }

    public void Find(ReadOnlySpan<char> text, List<(int Start, int Length)> matches)
    {
        try
        {
            if (text.IndexOfAnyInRange('\uD800', '\uDFFF') < 0)
            {
                FindIn(text, matches, null);
                return;
            }

            var copy = new char[text.Length];
            var positions = new int[text.Length + 1];
            var length = 0;
            for (var at = 0; at < text.Length;)
            {
                Rune.DecodeFromUtf16(text[at..], out var rune, out var width);
                positions[length] = at;
                copy[length++] = width == 1 ? text[at] : _standIns.Of(rune);
                at += width;
            }

            positions[length] = text.Length;
            FindIn(copy.AsSpan(0, length), matches, positions);
        }
        catch (RegexMatchTimeoutException error)
        {
            throw new HeedException(
                $"tokenizer: the pattern '{_regex}' did not find its next match in {Limit.Seconds} s"
                + $" in a text of {text.Length} units. Shorten the text, or use a tokenizer with a simpler pattern.",
                error);
        }
    }

    private void FindIn(ReadOnlySpan<char> text, List<(int Start, int Length)> matches, int[]? positions)
    {
        var last = -1;
        foreach (var match in _regex.EnumerateMatches(text))
        {
            var (start, end) = (match.Index, match.Index + match.Length);

            // The library finds no empty match where another one just ended.
            if (end == start && start == last)
            {
                continue;
            }

            last = end;
            matches.Add(positions is null ? (start, match.Length) : (positions[start], positions[end] - positions[start]));
        }
    }
}
