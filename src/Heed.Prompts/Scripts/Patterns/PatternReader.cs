using System.Globalization;

namespace Heed.Prompts.Scripts.Patterns;

/// <summary>Reads escapes of a JavaScript pattern: ECMA-262 with the additions browsers share (its Annex B) where <c>u</c> is not given.</summary>
/// <param name="pattern">The pattern.</param>
/// <param name="unicode">Whether the flag <c>u</c> is given.</param>
internal sealed class PatternReader(string pattern, bool unicode)
{
    /// <summary>The next character to read.</summary>
    public int At { get; set; }

    /// <summary>Whether all is read.</summary>
    public bool IsAtEnd => At >= pattern.Length;

    /// <summary>Whether the flag <c>u</c> is given.</summary>
    public bool IsUnicode => unicode;

    /// <summary>The next character, or one behind it; NUL behind the end.</summary>
    public char Peek(int ahead = 0) => At + ahead < pattern.Length ? pattern[At + ahead] : '\0';

    /// <summary>Takes a text if it is next.</summary>
    public bool Take(string text)
    {
        if (string.CompareOrdinal(pattern, At, text, 0, text.Length) != 0) return false;
        At += text.Length;
        return true;
    }

    /// <summary>The next character as a code point where <c>u</c> is given, else as a unit.</summary>
    public int Next()
    {
        int value = unicode && char.IsHighSurrogate(Peek()) && char.IsLowSurrogate(Peek(1)) ? char.ConvertToUtf32(Peek(), Peek(1)) : Peek();
        At += value > char.MaxValue ? 2 : 1;
        return value;
    }

    /// <summary>What stands up to a character, which is taken too; null where it does not come.</summary>
    public string? Until(char end)
    {
        int found = pattern.IndexOf(end, Math.Min(At, pattern.Length));
        if (found < 0) return null;
        string text = pattern[At..found];
        At = found + 1;
        return text;
    }

    /// <summary>A number in decimal digits; null where there are none.</summary>
    public int? Number()
    {
        int start = At;
        while (char.IsAsciiDigit(Peek())) At++;
        return At == start ? null : int.TryParse(pattern.AsSpan(start, At - start), NumberStyles.None, CultureInfo.InvariantCulture, out int n)
            ? n : int.MaxValue;
    }

    /// <summary>The character that an escape stands for, read behind its backslash; those of classes, references and edges are read before.</summary>
    public int EscapedCharacter()
    {
        char kind = (char)Next();
        switch (kind)
        {
            case 't': return '\t';
            case 'n': return '\n';
            case 'v': return '\v';
            case 'f': return '\f';
            case 'r': return '\r';
            case 'c' when char.IsAsciiLetter(Peek()): return Next() % 32;
            case 'x' when Hex(2) is { } unit: return unit;
            case 'u' when unicode && Peek() == '{':
                At++;
                return int.TryParse(Until('}'), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out int point) && point <= 0x10ffff
                    ? point : throw Bad("invalid Unicode escape");
            case 'u' when Hex(4) is { } unit:
                if (unicode && char.IsHighSurrogate((char)unit) && Peek() == '\\' && Peek(1) == 'u')
                {
                    int back = At;
                    At += 2;
                    if (Hex(4) is { } low && char.IsLowSurrogate((char)low)) return char.ConvertToUtf32((char)unit, (char)low);
                    At = back;
                }
                return unit;
            case '0' when !char.IsAsciiDigit(Peek()): return 0;
            case >= '0' and <= '7' when !unicode: return Octal(kind - '0');
            default:
                if (unicode && !"^$\\.*+?()[]{}|/-".Contains(kind)) throw Bad("invalid escape");
                if (kind == 'c') At--; // a backslash that stands for itself
                return kind == 'c' ? '\\' : kind;
        }
    }

    /// <summary>An error of the pattern.</summary>
    public HeedException Bad(string problem) => new($"Invalid regular expression: /{pattern}/: {problem}");

    private int? Hex(int digits)
    {
        if (At + digits > pattern.Length || !int.TryParse(pattern.AsSpan(At, digits), NumberStyles.AllowHexSpecifier,
            CultureInfo.InvariantCulture, out int value)) return null;
        At += digits;
        return value;
    }

    private int Octal(int value)
    {
        for (int digits = 1; digits < 3 && Peek() is >= '0' and <= '7' && value * 8 + Peek() - '0' < 256; digits++)
            value = value * 8 + Next() - '0';
        return value;
    }
}
