namespace Heed.Models.Tokenizers;

/// <summary>Joins tokens with single spaces: what a tokenizer without a decoder does.</summary>
internal sealed class SpacedDecoder : IDecoder
{
    public IDecoding Begin() => new Decoding();

    private sealed class Decoding : TokenDecoding
    {
        private bool _begun;

        protected override void Take(string token, List<DecodedPiece> output)
        {
            output.Add(DecodedPiece.Token(_begun ? " " + token : token));
            _begun = true;
        }
    }
}
