using System.Text;

namespace Heed.Models.Tokenizers;

/// <summary>
/// WordPiece: from the left always the longest piece that is in the vocabulary; pieces inside a word are written with a prefix.
/// A word that cannot be written so, or is too long, becomes the unknown token as a whole.
/// </summary>
/// <remarks>Source: BERT (Devlin et al., 2019).</remarks>
internal sealed class WordPieceModel : ITokenModel
{
    private readonly string _unknown;
    private readonly int _unknownId;
    private readonly int _longestWord;
    private readonly TokenTrie _trie = new();

    // Where pieces inside a word begin, behind the prefix; −1: there are none.
    private readonly int _inside;

    /// <param name="vocabulary">All tokens.</param>
    /// <param name="unknown">The unknown token and its id.</param>
    /// <param name="prefix">Begins the pieces inside a word, usually <c>##</c>.</param>
    /// <param name="longestWord">Longer words, in code points, are unknown.</param>
    public WordPieceModel(Vocabulary vocabulary, (string Token, int Id) unknown, string prefix, int longestWord)
    {
        Vocabulary = vocabulary;
        (_unknown, _unknownId) = unknown;
        _longestWord = longestWord;
        foreach (var (token, id) in vocabulary.Tokens)
        {
            _trie.Add(token, id);
        }

        _inside = _trie.Walk(prefix);
    }

    public Vocabulary Vocabulary { get; }

    public void Tokenize(AlignedText word, EncodingBuilder tokens)
    {
        var span = word.Span;
        var before = tokens.Count;
        var isKnown = span.Length <= _longestWord || CountRunes(span) <= _longestWord;
        for (var start = 0; isKnown && start < span.Length;)
        {
            var node = start == 0 ? TokenTrie.Root : _inside;
            var (id, length) = node < 0 ? (-1, 0) : _trie.Longest(node, span[start..]);
            isKnown = length > 0;
            if (isKnown)
            {
                Vocabulary.TryGetToken(id, out var token);
                tokens.Add(id, token!, word.RangeOf(start, length));
                start += length;
            }
        }

        if (!isKnown)
        {
            tokens.CutTo(before);
            tokens.Add(_unknownId, _unknown, word.RangeOf(0, word.Length));
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
