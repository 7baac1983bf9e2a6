namespace Heed.Models.Tokenizers;

/// <summary>Makes spaces of a visible character, and drops it in the first token, where the pre-tokenizer put it.</summary>
/// <param name="replacement">What stands for a space.</param>
/// <param name="keepsFirst">The pre-tokenizer puts none before the text.</param>
internal sealed class MetaspaceDecoder(string replacement, bool keepsFirst) : IDecoder
{
    public IDecoding Begin() => new Decoding(replacement, keepsFirst);

    private sealed class Decoding(string replacement, bool keepsFirst) : TokenDecoding
    {
        private bool _begun;

        protected override void Take(string token, List<DecodedPiece> output)
        {
            var space = _begun || keepsFirst ? " " : "";
            _begun = true;
            output.Add(DecodedPiece.Token(token.Replace(replacement, space, StringComparison.Ordinal)));
        }
    }
}
