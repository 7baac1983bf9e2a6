namespace Heed.Models.Tokenizers;

/// <summary>Reads what a speech model wrote by connectionist temporal classification: repeated tokens are one, blanks are none.</summary>
/// <param name="blank">The blank.</param>
/// <param name="delimiter">Stands between words.</param>
/// <param name="cleanup">Make spaces of the delimiters, and take back those before punctuation.</param>
/// <remarks>Source: Graves et al., "Connectionist Temporal Classification" (2006).</remarks>
internal sealed class CtcDecoder(string blank, string delimiter, bool cleanup) : IDecoder
{
    public IDecoding Begin() => new Decoding(blank, delimiter, cleanup);

    private sealed class Decoding(string blank, string delimiter, bool cleanup) : TokenDecoding
    {
        private string? _last;

        protected override void Take(string token, List<DecodedPiece> output)
        {
            if (token == _last)
            {
                return;
            }

            _last = token;
            var text = token.Replace(blank, "", StringComparison.Ordinal);
            text = cleanup ? WordPieceDecoder.CleanUp(text).Replace(delimiter, " ", StringComparison.Ordinal) : text;
            if (text.Length > 0)
            {
                output.Add(DecodedPiece.Token(text));
            }
        }
    }
}
