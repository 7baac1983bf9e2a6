namespace Heed.Models.Tokenizers;

/// <summary>
/// Joins pieces to words and words with spaces; where asked to, takes back the spaces before punctuation and contractions.
/// </summary>
/// <param name="prefix">Marks a piece that continues a word.</param>
/// <param name="cleanup">Whether to take back such spaces. It looks at one token at a time, as the reference does.</param>
internal sealed class WordPieceDecoder(string prefix, bool cleanup) : IDecoder
{
    public IDecoding Begin() => new Decoding(prefix, cleanup);

    /// <summary>Takes back the spaces before punctuation and English contractions.</summary>
    internal static string CleanUp(string text) => text
        .Replace(" .", ".", StringComparison.Ordinal)
        .Replace(" ?", "?", StringComparison.Ordinal)
        .Replace(" !", "!", StringComparison.Ordinal)
        .Replace(" ,", ",", StringComparison.Ordinal)
        .Replace(" ' ", "'", StringComparison.Ordinal)
        .Replace(" n't", "n't", StringComparison.Ordinal)
        .Replace(" 'm", "'m", StringComparison.Ordinal)
        .Replace(" do not", " don't", StringComparison.Ordinal)
        .Replace(" 's", "'s", StringComparison.Ordinal)
        .Replace(" 've", "'ve", StringComparison.Ordinal)
        .Replace(" 're", "'re", StringComparison.Ordinal);

    private sealed class Decoding(string prefix, bool cleanup) : TokenDecoding
    {
        private bool _begun;

        protected override void Take(string token, List<DecodedPiece> output)
        {
            var text = !_begun ? token
                : prefix.Length > 0 && token.StartsWith(prefix, StringComparison.Ordinal) ? token[prefix.Length..]
                : " " + token;
            _begun = true;
            output.Add(DecodedPiece.Token(cleanup ? CleanUp(text) : text));
        }
    }
}
