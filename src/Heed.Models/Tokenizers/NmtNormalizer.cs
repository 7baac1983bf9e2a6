using System.Text;

namespace Heed.Models.Tokenizers;

/// <summary>
/// The cleaning of SentencePiece's "nmt" rules: drops control characters, and makes a space of line ends, tabs and marks of direction
/// and width.
/// </summary>
/// <remarks>Source: the tokenizers library, which lists these code points.</remarks>
internal sealed class NmtNormalizer : CharacterNormalizer
{
    protected override void Append(Rune rune, int start, int end, AlignedTextBuilder builder)
    {
        if (rune.Value is (>= 1 and <= 8) or 0x0B or (>= 0x0E and <= 0x1F) or 0x7F or 0x8F or 0x9F)
        {
            return;
        }

        var isSpace = rune.Value
            is 0x09 or 0x0A or 0x0C or 0x0D or 0x1680 or (>= 0x200B and <= 0x200F) or 0x2028 or 0x2029 or 0x2581 or 0xFEFF or 0xFFFD;
        builder.Append(isSpace ? new Rune(' ') : rune, start, end);
    }
}
