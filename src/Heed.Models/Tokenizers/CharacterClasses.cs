using System.Globalization;
using System.Text;

namespace Heed.Models.Tokenizers;

/// <summary>The Unicode classes that tokenizers ask for, by code point (not by UTF-16 unit).</summary>
internal static class CharacterClasses
{
    /// <summary><c>\p{L}</c></summary>
    public static bool IsLetter(Rune rune) => Rune.GetUnicodeCategory(rune) <= UnicodeCategory.OtherLetter;

    /// <summary><c>\p{N}</c></summary>
    public static bool IsNumber(Rune rune) =>
        Rune.GetUnicodeCategory(rune) is >= UnicodeCategory.DecimalDigitNumber and <= UnicodeCategory.OtherNumber;

    /// <summary><c>\p{P}</c></summary>
    public static bool IsPunctuation(Rune rune) =>
        Rune.GetUnicodeCategory(rune) is >= UnicodeCategory.ConnectorPunctuation and <= UnicodeCategory.OtherPunctuation;

    /// <summary>Punctuation, and the symbols of ASCII.</summary>
    public static bool IsSymbolOrPunctuation(Rune rune) => rune.IsAscii
        ? rune.Value is > ' ' and < 0x7F && !char.IsAsciiLetterOrDigit((char)rune.Value)
        : IsPunctuation(rune);

    /// <summary>
    /// <c>\w</c> as UTS #18 defines it: Alphabetic, marks, decimal digits, connectors and joiners. Alphabetic beyond letters, letter
    /// numbers and marks are only the circled and squared Latin letters.
    /// </summary>
    public static bool IsWord(Rune rune) => Rune.GetUnicodeCategory(rune) switch
    {
        <= UnicodeCategory.EnclosingMark => true,
        UnicodeCategory.DecimalDigitNumber or UnicodeCategory.LetterNumber or UnicodeCategory.ConnectorPunctuation => true,
        _ => rune.Value is 0x200C or 0x200D
            or (>= 0x24B6 and <= 0x24E9)
            or (>= 0x1F130 and <= 0x1F149) or (>= 0x1F150 and <= 0x1F169) or (>= 0x1F170 and <= 0x1F189),
    };
}
