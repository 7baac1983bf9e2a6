using System.Text;

namespace Heed.Models.Tokenizers;

/// <summary>
/// Reads tokens as the bytes they stand for and these as UTF-8. Bytes of a character that is not complete yet are held back;
/// what is no UTF-8 becomes U+FFFD, one for each longest run that could have begun a character.
/// </summary>
internal sealed class ByteLevelDecoder : IDecoder
{
    public IDecoding Begin() => new Decoding();

    private sealed class Decoding : IDecoding
    {
        private readonly Decoder _utf8 = System.Text.Encoding.UTF8.GetDecoder();

        private bool _begun;

        // All tokens become one.
        public void Append(DecodedPiece piece, List<DecodedPiece> output)
        {
            output.Add(new DecodedPiece(Decode(BytesOf(piece.Text), flush: false), !_begun, Ends: false));
            _begun = true;
        }

        public void Finish(List<DecodedPiece> output) => output.Add(new DecodedPiece(Decode([], flush: true), !_begun, Ends: true));

        private string Decode(ReadOnlySpan<byte> bytes, bool flush)
        {
            var units = new char[System.Text.Encoding.UTF8.GetMaxCharCount(bytes.Length)];
            return new string(units, 0, _utf8.GetChars(bytes, units, flush));
        }

        // A token with any other character is an added one, and stands for itself.
        private static byte[] BytesOf(string token)
        {
            var bytes = new byte[token.Length];
            for (var i = 0; i < bytes.Length; i++)
            {
                if (!ByteAlphabet.TryGetByte(token[i], out bytes[i]))
                {
                    return System.Text.Encoding.UTF8.GetBytes(token);
                }
            }

            return bytes;
        }
    }
}
