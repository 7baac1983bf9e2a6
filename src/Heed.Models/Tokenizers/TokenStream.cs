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
    public string Append(int id) =>
        _tokenizer.TextToDecode(id, _skipSpecialTokens) is { } token ? _decoding.Append(token) : "";

    /// <summary>Returns what was held back, U+FFFD for bytes that never became a character, and begins anew.</summary>
    public string Finish()
    {
        var rest = _decoding.Finish();
        _decoding = _tokenizer.BeginDecoding();
        return rest;
    }
}
