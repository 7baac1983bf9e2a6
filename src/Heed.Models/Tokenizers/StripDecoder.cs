namespace Heed.Models.Tokenizers;

/// <summary>Takes a character off both ends of each token, as often as it is there, up to given numbers.</summary>
/// <param name="content">The character (a surrogate pair counts as one).</param>
/// <param name="start">How often at the start.</param>
/// <param name="stop">How often at the end.</param>
internal sealed class StripDecoder(string content, int start, int stop) : IDecoder
{
    public IDecoding Begin() => new Decoding(content, start, stop);

    private sealed class Decoding(string content, int start, int stop) : IDecoding
    {
        private int _leftAtStart;
        private int _held;

        public void Append(DecodedPiece piece, List<DecodedPiece> output)
        {
            (_leftAtStart, _held) = piece.Begins ? (start, 0) : (_leftAtStart, _held);
            var text = piece.Text;
            for (; _leftAtStart > 0 && text.StartsWith(content, StringComparison.Ordinal); _leftAtStart--)
            {
                text = text[content.Length..];
            }

            _leftAtStart = text.Length > 0 ? 0 : _leftAtStart;

            // Those at the end may be the last of the token: they are held back until something else comes.
            var trimmed = text;
            var trailing = 0;
            for (; stop > 0 && trimmed.EndsWith(content, StringComparison.Ordinal); trailing++)
            {
                trimmed = trimmed[..^content.Length];
            }

            trailing += trimmed.Length == 0 ? _held : 0;
            var before = trimmed.Length == 0 ? 0 : _held;
            _held = Math.Min(trailing, stop);
            output.Add(new DecodedPiece(
                Repeat(before) + trimmed + Repeat(trailing - _held), piece.Begins, piece.Ends));
        }

        public void Finish(List<DecodedPiece> output)
        {
        }

        private string Repeat(int count) => count == 0 ? "" : string.Concat(Enumerable.Repeat(content, count));
    }
}
