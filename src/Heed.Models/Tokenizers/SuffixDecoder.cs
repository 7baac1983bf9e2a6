namespace Heed.Models.Tokenizers;

/// <summary>Makes spaces of the mark that ends a word ("BPEDecoder"), and drops it in the last token, which is held back for it.</summary>
internal sealed class SuffixDecoder(string suffix) : IDecoder
{
    public IDecoding Begin() => new Decoding(suffix);

    private sealed class Decoding(string suffix) : TokenDecoding
    {
        private string? _last;

        public override void Finish(List<DecodedPiece> output) => Release("", output);

        protected override void Take(string token, List<DecodedPiece> output)
        {
            Release(" ", output);
            _last = token;
        }

        private void Release(string space, List<DecodedPiece> output)
        {
            if (_last is not null)
            {
                output.Add(DecodedPiece.Token(_last.Replace(suffix, space, StringComparison.Ordinal)));
            }

            _last = null;
        }
    }
}
