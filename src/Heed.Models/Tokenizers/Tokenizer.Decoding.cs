using System.Text;

namespace Heed.Models.Tokenizers;

/// <content>Tokens to text.</content>
public sealed partial class Tokenizer
{
    /// <summary>The text of token ids. Ids that belong to no token (an embedding may have spare rows) are left out.</summary>
    /// <param name="ids">The ids, [T].</param>
    /// <param name="skipSpecialTokens">Whether special tokens are left out.</param>
    public string Decode(ReadOnlySpan<int> ids, bool skipSpecialTokens = true)
    {
        var decoding = BeginDecoding();
        var text = new StringBuilder();
        foreach (var id in ids)
        {
            if (TextToDecode(id, skipSpecialTokens) is { } token)
            {
                text.Append(decoding.Append(token));
            }
        }

        return text.Append(decoding.Finish()).ToString();
    }

    /// <summary>Begins to decode ids as they come.</summary>
    /// <param name="skipSpecialTokens">Whether special tokens are left out.</param>
    public TokenStream Stream(bool skipSpecialTokens = true) => new(this, BeginDecoding(), skipSpecialTokens);

    internal IDecoding BeginDecoding() => _parts.Decoder.Begin();

    internal string? TextToDecode(int id, bool skipSpecialTokens) => skipSpecialTokens && IsSpecial(id) ? null : TokenOrNull(id);
}
