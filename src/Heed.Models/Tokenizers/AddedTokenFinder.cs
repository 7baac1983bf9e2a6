using System.Buffers;
using System.Text;

namespace Heed.Models.Tokenizers;

/// <summary>
/// Cuts text at added tokens. Of the tokens that begin at the leftmost place the longest is taken; a match that a
/// <see cref="AddedToken.SingleWord"/> token has to decline is passed over whole.
/// </summary>
internal sealed class AddedTokenFinder
{
    private readonly TokenTrie _trie = new();
    private readonly List<AddedToken> _tokens = [];
    private readonly SearchValues<char> _firstUnits;

    /// <param name="tokens">The tokens with the text to find for each (normalized, where the token is); empty texts are left out.</param>
    public AddedTokenFinder(IEnumerable<(AddedToken Token, string Text)> tokens)
    {
        var firstUnits = new HashSet<char>();
        foreach (var (token, text) in tokens)
        {
            if (text.Length > 0)
            {
                _trie.Add(text, _tokens.Count);
                _tokens.Add(token);
                firstUnits.Add(text[0]);
            }
        }

        _firstUnits = SearchValues.Create([.. firstUnits]);
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
            var (index, length) = _trie.Longest(TokenTrie.Root, span[at..]);
            if (length == 0)
            {
                at++;
                continue;
            }

            var token = _tokens[index];
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

    private static bool WordBefore(ReadOnlySpan<char> text) =>
        Rune.DecodeLastFromUtf16(text, out var rune, out _) == OperationStatus.Done && CharacterClasses.IsWord(rune);

    private static bool WordAfter(ReadOnlySpan<char> text) =>
        Rune.DecodeFromUtf16(text, out var rune, out _) == OperationStatus.Done && CharacterClasses.IsWord(rune);
}
