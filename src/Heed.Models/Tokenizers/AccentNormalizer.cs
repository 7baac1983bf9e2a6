using System.Globalization;
using System.Text;

namespace Heed.Models.Tokenizers;

/// <summary>Drops marks; after decomposition these are the accents.</summary>
/// <param name="nonspacingOnly">Only those that take no room of their own, as BERT does.</param>
internal sealed class AccentNormalizer(bool nonspacingOnly) : CharacterNormalizer
{
    protected override void Append(Rune rune, int start, int end, AlignedTextBuilder builder)
    {
        var category = Rune.GetUnicodeCategory(rune);
        var isDropped = category == UnicodeCategory.NonSpacingMark
            || (!nonspacingOnly && category is UnicodeCategory.SpacingCombiningMark or UnicodeCategory.EnclosingMark);
        if (!isDropped)
        {
            builder.Append(rune, start, end);
        }
    }
}
