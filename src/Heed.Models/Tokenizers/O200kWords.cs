using System.Text;
using static Heed.Models.Tokenizers.CharacterKinds;

namespace Heed.Models.Tokenizers;

/// <summary>Finds the words of <see cref="WordPatterns.O200k"/> in one pass.</summary>
internal sealed class O200kWords : IWordScanner
{
    public int FirstLength(ReadOnlySpan<char> text)
    {
        var kind = CharacterKindTable.At(text, 0, out var width);

        // [^\r\n\p{L}\p{N}]? is tried with the character first, then without it.
        var withPrefix = (kind & (LineEnd | Letter | Number)) == 0;
        var end = -1;
        if (withPrefix)
        {
            end = CapitalsThenSmall(text, width);
        }

        end = end < 0 ? CapitalsThenSmall(text, 0) : end;
        end = end < 0 && withPrefix ? Capitals(text, width) : end;
        end = end < 0 ? Capitals(text, 0) : end;
        return end > 0 ? end + Contraction.Length(text[end..])
            : (kind & Number) != 0 ? Cl100kWords.FirstDigits(text, 3)
            : Cl100kWords.FirstOther(text, kind, width, takesSlash: true);
    }

    // [\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]*[\p{Ll}\p{Lm}\p{Lo}\p{M}]+ from a place on: where it ends; -1 where it does not match.
    private static int CapitalsThenSmall(ReadOnlySpan<char> text, int start)
    {
        var capitals = CharacterKindTable.EndOfAny(text, start, Capital);
        var end = CharacterKindTable.EndOfAny(text, capitals, Small);
        if (end > capitals)
        {
            return end;
        }

        // The capital part gives back what can be small too: the last such character ends the word.
        for (var at = capitals; at > start;)
        {
            Rune.DecodeLastFromUtf16(text[..at], out _, out var width);
            if ((CharacterKindTable.At(text, at - width, out _) & Small) != 0)
            {
                return at;
            }

            at -= width;
        }

        return -1;
    }

    // The same with at least one capital, and the small part optional.
    private static int Capitals(ReadOnlySpan<char> text, int start)
    {
        var capitals = CharacterKindTable.EndOfAny(text, start, Capital);
        return capitals > start ? CharacterKindTable.EndOfAny(text, capitals, Small) : -1;
    }
}
