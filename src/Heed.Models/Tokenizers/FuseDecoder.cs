namespace Heed.Models.Tokenizers;

/// <summary>Makes one token of all, which what follows then sees as one text.</summary>
internal sealed class FuseDecoder : IDecoder
{
    public IDecoding Begin() => new Decoding();

    private sealed class Decoding : IDecoding
    {
        private bool _begun;

        public void Append(DecodedPiece piece, List<DecodedPiece> output)
        {
            output.Add(new DecodedPiece(piece.Text, !_begun, Ends: false));
            _begun = true;
        }

        public void Finish(List<DecodedPiece> output) => output.Add(new DecodedPiece("", !_begun, Ends: true));
    }
}
