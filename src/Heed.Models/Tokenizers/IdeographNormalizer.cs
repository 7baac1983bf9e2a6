using System.Text;

namespace Heed.Models.Tokenizers;

/// <summary>Puts spaces around CJK ideographs, so that each becomes a word. Kana and Hangul are left as they are.</summary>
/// <remarks>
/// Source: BERT (Devlin et al., 2019). The range of extension E begins at U+2B920 here, as in the tokenizers library that the file
/// format belongs to, not at U+2B820.
/// </remarks>
internal sealed class IdeographNormalizer : CharacterNormalizer
{
    protected override void Append(Rune rune, int start, int end, AlignedTextBuilder builder)
    {
        if (!IsIdeograph(rune.Value))
        {
            builder.Append(rune, start, end);
            return;
        }

        builder.Append(' ', start, end);
        builder.Append(rune, start, end);
        builder.Append(' ', start, end);
    }

    private static bool IsIdeograph(int code) => code
        is (>= 0x4E00 and <= 0x9FFF) or (>= 0x3400 and <= 0x4DBF)
        or (>= 0x20000 and <= 0x2A6DF) or (>= 0x2A700 and <= 0x2B73F) or (>= 0x2B740 and <= 0x2B81F) or (>= 0x2B920 and <= 0x2CEAF)
        or (>= 0xF900 and <= 0xFAFF) or (>= 0x2F800 and <= 0x2FA1F);
}
