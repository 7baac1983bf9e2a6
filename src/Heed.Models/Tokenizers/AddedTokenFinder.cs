using System.Buffers;
using System.Text;

namespace Heed.Models.Tokenizers;

/// <summary>
/// Cuts text at added tokens. Of the tokens that begin at the leftmost place the longest is taken; a match that a
/// <see cref="AddedToken.SingleWord"/> token has to decline is passed over whole.
/// </summary>
internal sealed class AddedTokenFinder
{
    private readonly Node _root = new();
    private readonly SearchValues<char> _firstUnits;

    /// <param name="tokens">The tokens with the text to find for each (normalized, where the token is); empty texts are left out.</param>
    public AddedTokenFinder(IEnumerable<(AddedToken Token, string Text)> tokens)
    {
        foreach (var (token, text) in tokens)
        {
            var node = _root;
            foreach (var unit in text)
            {
                node = node.Next.TryGetValue(unit, out var next) ? next : node.Next[unit] = new Node();
            }

            if (text.Length > 0)
            {
                node.Token = token;
            }
        }

        _firstUnits = SearchValues.Create([.. _root.Next.Keys]);
    }

    /// <summary>Calls back for each piece in order: an added token, or text between (token null). Pieces are never empty.</summary>
    public void Split(AlignedText text, List<(AddedToken? Token, AlignedText Text)> pieces)
    {
        var span = text.Span;
        var done = 0;
        var at = 0;
        while (at < span.Length)
        {
            var skip = span[at..].IndexOfAny(_firstUnits);
            if (skip < 0)
            {
                break;
            }

            at += skip;
            var (token, length) = LongestAt(span[at..]);
            if (token is null)
            {
                at++;
                continue;
            }

            var (start, end) = (at, at + length);
            at = end;
            if (start < done || (token.SingleWord && (WordBefore(span[..start]) || WordAfter(span[end..]))))
            {
                continue;
            }

            if (token.LeftStrip)
            {
                start = Math.Max(done, span[..start].TrimEnd().Length);
            }

            if (token.RightStrip)
            {
                end = span.Length - span[end..].TrimStart().Length;
            }

            if (start > done)
            {
                pieces.Add((null, text.Slice(done, start - done)));
            }

            pieces.Add((token, text.Slice(start, end - start)));
            done = end;
        }

        if (done < span.Length)
        {
            pieces.Add((null, text.Slice(done, span.Length - done)));
        }
    }

    private (AddedToken? Token, int Length) LongestAt(ReadOnlySpan<char> text)
    {
        var (found, length) = ((AddedToken?)null, 0);
        var node = _root;
        for (var i = 0; i < text.Length && node.Next.TryGetValue(text[i], out var next); i++)
        {
            node = next;
            if (node.Token is not null)
            {
                (found, length) = (node.Token, i + 1);
            }
        }

        return (found, length);
    }

    private static bool WordBefore(ReadOnlySpan<char> text) =>
        Rune.DecodeLastFromUtf16(text, out var rune, out _) == OperationStatus.Done && CharacterClasses.IsWord(rune);

    private static bool WordAfter(ReadOnlySpan<char> text) =>
        Rune.DecodeFromUtf16(text, out var rune, out _) == OperationStatus.Done && CharacterClasses.IsWord(rune);

    private sealed class Node
    {
        public Dictionary<char, Node> Next { get; } = [];

        public AddedToken? Token { get; set; }
    }
}
