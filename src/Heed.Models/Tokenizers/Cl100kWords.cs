using static Heed.Models.Tokenizers.CharacterKinds;

namespace Heed.Models.Tokenizers;

/// <summary>Finds the words of <see cref="WordPatterns.Cl100k"/> and <see cref="WordPatterns.Qwen"/> in one pass.</summary>
/// <param name="digits">As many digits make a word at most.</param>
internal sealed class Cl100kWords(int digits) : IWordScanner
{
    public int FirstLength(ReadOnlySpan<char> text)
    {
        if (Contraction.Length(text) is var contraction and > 0)
        {
            return contraction;
        }

        var kind = CharacterKindTable.At(text, 0, out var width);
        if ((kind & Letter) != 0)
        {
            return CharacterKindTable.EndOfAny(text, width, Letter);
        }

        if ((kind & Number) != 0)
        {
            return FirstDigits(text, digits);
        }

        // Any one character but a line end may begin a word of letters.
        if ((kind & LineEnd) == 0 && CharacterKindTable.EndOfAny(text, width, Letter) is var end && end > width)
        {
            return end;
        }

        return FirstOther(text, kind, width, takesSlash: false);
    }

    /// <summary><c>\p{N}{1,digits}</c>, at the start of a text that begins with a number.</summary>
    public static int FirstDigits(ReadOnlySpan<char> text, int digits)
    {
        var at = 0;
        for (var count = 0; count < digits && at < text.Length && (CharacterKindTable.At(text, at, out var width) & Number) != 0; count++)
        {
            at += width;
        }

        return at;
    }

    /// <summary><c> ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+</c>, where the text begins with no letter and no number.</summary>
    /// <param name="text">The text.</param>
    /// <param name="kind">What its first character is.</param>
    /// <param name="width">Its width.</param>
    /// <param name="takesSlash">The first part ends in <c>[\r\n/]*</c>.</param>
    public static int FirstOther(ReadOnlySpan<char> text, CharacterKinds kind, int width, bool takesSlash)
    {
        if ((kind & Space) == 0 || text[0] == ' ')
        {
            var from = (kind & Space) == 0 ? 0 : width;
            var end = CharacterKindTable.EndOfNone(text, from, Letter | Number | Space);
            if (end > from)
            {
                while (end < text.Length && (text[end] is '\r' or '\n' || (takesSlash && text[end] == '/')))
                {
                    end++;
                }

                return end;
            }
        }

        return Whitespace.FirstLengthByLine(text);
    }
}
