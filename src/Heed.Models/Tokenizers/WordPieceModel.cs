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
    private readonly string _prefix;
    private readonly int _longestWord;
    private readonly int _longestToken;

    /// <param name="vocabulary">All tokens.</param>
    /// <param name="unknown">The unknown token and its id.</param>
    /// <param name="prefix">Begins the pieces inside a word, usually <c>##</c>.</param>
    /// <param name="longestWord">Longer words, in code points, are unknown.</param>
    public WordPieceModel(Vocabulary vocabulary, (string Token, int Id) unknown, string prefix, int longestWord)
    {
        Vocabulary = vocabulary;
        (_unknown, _unknownId) = unknown;
        _prefix = prefix;
        _longestWord = longestWord;
        _longestToken = vocabulary.Tokens.Select(token => token.Key.Length).DefaultIfEmpty(0).Max();
    }

    public Vocabulary Vocabulary { get; }

    public void Tokenize(AlignedText word, EncodingBuilder tokens)
    {
        var pieces = PiecesOf(word.Span);
        if (pieces is null)
        {
            tokens.Add(_unknownId, _unknown, word.RangeOf(0, word.Length));
            return;
        }

        foreach (var (id, start, length) in pieces)
        {
            Vocabulary.TryGetToken(id, out var token);
            tokens.Add(id, token!, word.RangeOf(start, length));
        }
    }

    private List<(int Id, int Start, int Length)>? PiecesOf(ReadOnlySpan<char> word)
    {
        if (CountRunes(word) > _longestWord)
        {
            return null;
        }

        var pieces = new List<(int, int, int)>();
        Span<char> buffer = new char[_prefix.Length + word.Length];
        _prefix.CopyTo(buffer);
        for (var start = 0; start < word.Length;)
        {
            // The candidates lie in the buffer behind the prefix, which only pieces inside the word take along.
            word[start..].CopyTo(buffer[_prefix.Length..]);
            var from = start == 0 ? _prefix.Length : 0;
            var length = LongestPiece(buffer[from..(_prefix.Length + word.Length - start)], _prefix.Length - from, out var id);
            if (length == 0)
            {
                return null;
            }

            pieces.Add((id, start, length));
            start += length;
        }

        return pieces;
    }

    // Length of the longest token at the start of the text, less its first "prefix" units; 0 where there is none.
    private int LongestPiece(ReadOnlySpan<char> text, int prefix, out int id)
    {
        for (var end = Math.Min(text.Length, _longestToken); end > prefix; end--)
        {
            var cutsPair = end < text.Length && char.IsLowSurrogate(text[end]);
            if (!cutsPair && Vocabulary.TryGetId(text[..end], out id))
            {
                return end - prefix;
            }
        }

        id = -1;
        return 0;
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
