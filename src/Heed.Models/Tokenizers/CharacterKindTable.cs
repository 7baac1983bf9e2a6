using System.Globalization;
using System.Text;

namespace Heed.Models.Tokenizers;

/// <summary>Looks <see cref="CharacterKinds"/> up.</summary>
internal static class CharacterKindTable
{
    // One entry a UTF-16 unit; halves of pairs are looked up as the character they make.
    private static readonly CharacterKinds[] Kinds =
        [.. Enumerable.Range(0, 0x10000).Select(code => Find(CharUnicodeInfo.GetUnicodeCategory(code), code))];

    /// <summary>The kinds of the character that begins at <paramref name="at"/>, and its length in UTF-16 units.</summary>
    public static CharacterKinds At(ReadOnlySpan<char> text, int at, out int width)
    {
        var unit = text[at];
        if (!char.IsSurrogate(unit))
        {
            width = 1;
            return Kinds[unit];
        }

        Rune.DecodeFromUtf16(text[at..], out var rune, out width);
        return Find(Rune.GetUnicodeCategory(rune), rune.Value);
    }

    /// <summary>Where the run of characters with any of the kinds ends that begins at <paramref name="at"/>.</summary>
    public static int EndOfAny(ReadOnlySpan<char> text, int at, CharacterKinds kinds)
    {
        while (at < text.Length && (At(text, at, out var width) & kinds) != 0)
        {
            at += width;
        }

        return at;
    }

    /// <summary>Where the run of characters with none of the kinds ends that begins at <paramref name="at"/>.</summary>
    public static int EndOfNone(ReadOnlySpan<char> text, int at, CharacterKinds kinds)
    {
        while (at < text.Length && (At(text, at, out var width) & kinds) == 0)
        {
            at += width;
        }

        return at;
    }

    private static CharacterKinds Find(UnicodeCategory category, int code) => category switch
    {
        UnicodeCategory.UppercaseLetter or UnicodeCategory.TitlecaseLetter => CharacterKinds.Letter | CharacterKinds.Capital,
        UnicodeCategory.LowercaseLetter => CharacterKinds.Letter | CharacterKinds.Small,
        UnicodeCategory.ModifierLetter or UnicodeCategory.OtherLetter =>
            CharacterKinds.Letter | CharacterKinds.Capital | CharacterKinds.Small,
        <= UnicodeCategory.EnclosingMark => CharacterKinds.Capital | CharacterKinds.Small,
        <= UnicodeCategory.OtherNumber => CharacterKinds.Number,
        _ when code is '\r' or '\n' => CharacterKinds.Space | CharacterKinds.LineEnd,
        _ => Rune.IsValid(code) && Rune.IsWhiteSpace(new Rune(code)) ? CharacterKinds.Space : CharacterKinds.None,
    };
}
