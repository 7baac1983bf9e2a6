using System.Globalization;
using System.Text;

namespace Heed.Models.Tokenizers;

/// <summary>
/// Reads tokens such as <c>&lt;0x41&gt;</c> as bytes. A run of them is one text if it is UTF-8, and otherwise U+FFFD for each, so it is
/// held
/// back until it ends.
/// </summary>
internal sealed class ByteFallbackDecoder : IDecoder
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public IDecoding Begin() => new Decoding();

    private sealed class Decoding : TokenDecoding
    {
        private readonly List<byte> _run = [];

        public override void Finish(List<DecodedPiece> output) => EndRun(output);

        protected override void Take(string token, List<DecodedPiece> output)
        {
            if (token.Length == 6 && token.StartsWith("<0x", StringComparison.Ordinal) && token[5] == '>'
                && byte.TryParse(token.AsSpan(3, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value))
            {
                _run.Add(value);
                return;
            }

            EndRun(output);
            output.Add(DecodedPiece.Token(token));
        }

        private void EndRun(List<DecodedPiece> output)
        {
            if (_run.Count == 0)
            {
                return;
            }

            try
            {
                output.Add(DecodedPiece.Token(Strict.GetString([.. _run])));
            }
            catch (DecoderFallbackException)
            {
                _run.ForEach(_ => output.Add(DecodedPiece.Token("\uFFFD")));
            }

            _run.Clear();
        }
    }
}
