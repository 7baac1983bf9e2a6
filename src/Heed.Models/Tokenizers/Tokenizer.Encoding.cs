namespace Heed.Models.Tokenizers;

/// <content>Text to tokens.</content>
public sealed partial class Tokenizer
{
    /// <summary>Tokens of one text.</summary>
    /// <param name="text">Any text; half a surrogate pair counts as U+FFFD.</param>
    /// <param name="addSpecialTokens">
    /// Whether the template adds its special tokens. Those written in the text are found in any case.
    /// </param>
    public Encoding Encode(string text, bool addSpecialTokens = true)
    {
        ArgumentNullException.ThrowIfNull(text);
        return Process([EncodeText(text, 0)], addSpecialTokens);
    }

    /// <summary>Tokens of two texts, laid out as the template for pairs says; without one, the second follows the first.</summary>
    /// <inheritdoc cref="Encode(string, bool)"/>
    public Encoding Encode(string text, string pair, bool addSpecialTokens = true)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(pair);
        return Process([EncodeText(text, 0), EncodeText(pair, 1)], addSpecialTokens);
    }

    private Encoding Process(Encoding[] texts, bool addSpecialTokens) =>
        Encoding.Concat(_parts.PostProcessor?.Process(texts, addSpecialTokens) ?? texts);

    private Encoding EncodeText(string text, int sequence)
    {
        var tokens = new EncodingBuilder();
        var pieces = new List<(AddedToken? Token, AlignedText Text)>();
        _rawFinder.Split(AlignedText.Of(text), pieces);
        foreach (var (token, piece) in pieces)
        {
            if (token is null)
            {
                EncodeNormalized(Normalize(piece), tokens);
            }
            else
            {
                Add(token, piece, tokens);
            }
        }

        return tokens.Build(text, sequence);
    }

    private void EncodeNormalized(AlignedText text, EncodingBuilder tokens)
    {
        var pieces = new List<(AddedToken? Token, AlignedText Text)>();
        _normalizedFinder.Split(text, pieces);
        foreach (var (token, piece) in pieces)
        {
            if (token is null)
            {
                EncodeWords(piece, tokens);
            }
            else
            {
                Add(token, piece, tokens);
            }
        }
    }

    private void EncodeWords(AlignedText text, EncodingBuilder tokens)
    {
        var words = new List<AlignedText>();
        if (_parts.PreTokenizer is { } preTokenizer)
        {
            preTokenizer.Split(text, words);
        }
        else
        {
            words.Add(text);
        }

        foreach (var word in words)
        {
            if (word.Length > 0)
            {
                _parts.Model.Tokenize(word, tokens);
            }
        }
    }

    private AlignedText Normalize(AlignedText text) => _parts.Normalizer?.Normalize(text) ?? text;

    private static void Add(AddedToken token, AlignedText matched, EncodingBuilder tokens) =>
        tokens.Add(token.Id, matched.ToString(), matched.RangeOf(0, matched.Length));
}
