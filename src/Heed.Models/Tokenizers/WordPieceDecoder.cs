namespace Heed.Models.Tokenizers;

/// <summary>
/// Joins pieces to words and words with spaces; where asked to, takes back the spaces before punctuation and contractions.
/// </summary>
/// <param name="prefix">Marks a piece that continues a word.</param>
/// <param name="cleanup">Whether to take back such spaces. It looks at one token at a time, as the reference does.</param>
internal sealed class WordPieceDecoder(string prefix, bool cleanup) : IDecoder
{
    public IDecoding Begin() => new Decoding(prefix, cleanup);

    private sealed class Decoding(string prefix, bool cleanup) : IDecoding
    {
        private bool _begun;

        public string Append(string token)
        {
            var text = !_begun ? token
                : prefix.Length > 0 && token.StartsWith(prefix, StringComparison.Ordinal) ? token[prefix.Length..]
                : " " + token;
            _begun = true;
            return cleanup ? CleanUp(text) : text;
        }

        public string Finish() => "";

        private static string CleanUp(string text) => text
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
    }
}
