using System.Globalization;
using System.Text;

namespace Heed.Models.Tokenizers;

/// <summary>BERT's cleaning: drops control characters and U+FFFD, and makes every whitespace a space.</summary>
internal sealed class CleaningNormalizer : CharacterNormalizer
{
    protected override void Append(Rune rune, int start, int end, AlignedTextBuilder builder)
    {
        // Tab and line ends are control characters, but count as whitespace; the other control characters do not.
        if (rune.Value is '\t' or '\n' or '\r' || Rune.GetUnicodeCategory(rune)
                is UnicodeCategory.SpaceSeparator or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator)
        {
            builder.Append(' ', start, end);
        }
        else if (rune.Value != 0xFFFD && Rune.GetUnicodeCategory(rune)
                is not (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.PrivateUse))
        {
            builder.Append(rune, start, end);
        }
    }
}
