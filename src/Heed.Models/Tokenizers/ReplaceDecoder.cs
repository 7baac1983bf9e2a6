namespace Heed.Models.Tokenizers;

/// <summary>Replaces the matches of a pattern in each token.</summary>
internal sealed class ReplaceDecoder(ITextPattern pattern, string content) : IDecoder
{
    private readonly ReplaceNormalizer _replace = new(pattern, content);

    public IDecoding Begin() => new Decoding(_replace);

    private sealed class Decoding(ReplaceNormalizer replace) : TokenDecoding
    {
        protected override void Take(string token, List<DecodedPiece> output) =>
            output.Add(DecodedPiece.Token(replace.Normalize(AlignedText.Of(token)).ToString()));
    }
}
