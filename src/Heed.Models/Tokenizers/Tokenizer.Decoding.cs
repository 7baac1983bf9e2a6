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
        var pieces = new List<DecodedPiece>();
        foreach (var id in ids)
        {
            if (TextToDecode(id, skipSpecialTokens) is { } token)
            {
                decoding.Append(DecodedPiece.Token(token), pieces);
            }
        }

        decoding.Finish(pieces);
        return Join(pieces);
    }

    /// <summary>Begins to decode ids as they come.</summary>
    /// <param name="skipSpecialTokens">Whether special tokens are left out.</param>
    public TokenStream Stream(bool skipSpecialTokens = true) => new(this, BeginDecoding(), skipSpecialTokens);

    internal IDecoding BeginDecoding() => _parts.Decoder.Begin();

    internal static string Join(List<DecodedPiece> pieces)
    {
        var text = new StringBuilder();
        pieces.ForEach(piece => text.Append(piece.Text));
        return text.ToString();
    }

    internal string? TextToDecode(int id, bool skipSpecialTokens) => skipSpecialTokens && IsSpecial(id) ? null : TokenOrNull(id);
}
