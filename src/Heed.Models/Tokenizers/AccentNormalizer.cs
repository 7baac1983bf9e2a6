using System.Globalization;
using System.Text;

namespace Heed.Models.Tokenizers;

/// <summary>Drops nonspacing marks; after decomposition these are the accents.</summary>
internal sealed class AccentNormalizer : CharacterNormalizer
{
    protected override void Append(Rune rune, int start, int end, AlignedTextBuilder builder)
    {
        if (Rune.GetUnicodeCategory(rune) != UnicodeCategory.NonSpacingMark)
        {
            builder.Append(rune, start, end);
        }
    }
}
