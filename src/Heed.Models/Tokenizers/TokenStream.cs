namespace Heed.Models.Tokenizers;

/// <summary>
/// Decodes tokens as they are generated: each returns the text it completes. The returned pieces, joined, are what
/// <see cref="Tokenizer.Decode"/> gives for all ids at once. For one thread.
/// </summary>
public sealed class TokenStream
{
    private readonly Tokenizer _tokenizer;
    private readonly bool _skipSpecialTokens;
    private IDecoding _decoding;

    internal TokenStream(Tokenizer tokenizer, IDecoding decoding, bool skipSpecialTokens)
    {
        _tokenizer = tokenizer;
        _decoding = decoding;
        _skipSpecialTokens = skipSpecialTokens;
    }

    /// <summary>Takes the next id and returns the text that is complete now; empty while a character lacks bytes.</summary>
    public string Append(int id)
    {
        if (_tokenizer.TextToDecode(id, _skipSpecialTokens) is not { } token)
        {
            return "";
        }

        var pieces = new List<DecodedPiece>();
        _decoding.Append(DecodedPiece.Token(token), pieces);
        return Tokenizer.Join(pieces);
    }

    /// <summary>Returns what was held back, U+FFFD for bytes that never became a character, and begins anew.</summary>
    public string Finish()
    {
        var pieces = new List<DecodedPiece>();
        _decoding.Finish(pieces);
        _decoding = _tokenizer.BeginDecoding();
        return Tokenizer.Join(pieces);
    }
}
