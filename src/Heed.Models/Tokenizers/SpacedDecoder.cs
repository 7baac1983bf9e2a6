namespace Heed.Models.Tokenizers;

/// <summary>Joins tokens with single spaces: what a tokenizer without a decoder does.</summary>
internal sealed class SpacedDecoder : IDecoder
{
    public IDecoding Begin() => new Decoding();

    private sealed class Decoding : IDecoding
    {
        private bool _begun;

        public string Append(string token)
        {
            var text = _begun ? " " + token : token;
            _begun = true;
            return text;
        }

        public string Finish() => "";
    }
}
