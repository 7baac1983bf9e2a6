using System.Globalization;
using System.Text;

namespace Heed.Models.Tokenizers;

/// <summary>
/// Translates the character classes of <see cref="OnigurumaSyntax"/>, and the escapes that stand for a set of characters.
/// </summary>
internal sealed class OnigurumaClass(string source, AstralStandIns standIns)
{
    // Alphabetic, marks, decimal digits, connectors; beyond the letters and letter numbers the circled and squared ones are alphabetic.
    private const string Word = @"\p{L}\p{M}\p{Nd}\p{Nl}\p{Pc}\u24B6-\u24E9";

    // Superscripts and fractions of Latin-1, which Oniguruma takes in outside brackets only.
    private const string LatinNumbers = @"\u00B2\u00B3\u00B9\u00BC-\u00BE";

    private static readonly (int First, int Last)[] SquaredLetters = [(0x1F130, 0x1F149), (0x1F150, 0x1F169), (0x1F170, 0x1F189)];

    private static readonly Dictionary<string, string> Posix = new(StringComparer.OrdinalIgnoreCase)
    {
        ["ascii"] = @"\u0000-\u007F",
        ["blank"] = @"\t\p{Zs}",
        ["cntrl"] = @"\p{Cc}",
        ["digit"] = @"\p{Nd}",
        ["punct"] = @"\p{P}\p{S}",
        ["space"] = @"\s",
        ["xdigit"] = "0-9A-Fa-f",
        ["graph"] = @"\p{L}\p{M}\p{N}\p{P}\p{S}\p{Cf}\p{Co}\p{Cn}",
    };

    private static readonly Dictionary<string, string> Properties = new(StringComparer.OrdinalIgnoreCase)
    {
        ["any"] = @"\u0000-\uFFFF",
        ["digit"] = @"\p{Nd}",
        ["space"] = @"\s",
        ["punct"] = @"\p{P}",
        ["letter"] = @"\p{L}",
        ["mark"] = @"\p{M}",
        ["number"] = @"\p{N}",
        ["punctuation"] = @"\p{P}",
        ["symbol"] = @"\p{S}",
        ["separator"] = @"\p{Z}",
        ["other"] = @"\p{C}",
    };

    private static readonly HashSet<string> Categories = new(StringComparer.OrdinalIgnoreCase)
    {
        "L", "Lu", "Ll", "Lt", "Lm", "Lo", "M", "Mn", "Mc", "Me", "N", "Nd", "Nl", "No", "P", "Pc", "Pd", "Ps", "Pe", "Pi", "Pf", "Po",
        "S", "Sm", "Sc", "Sk", "So", "Z", "Zs", "Zl", "Zp", "C", "Cc", "Cf", "Cs", "Co", "Cn",
    };

    /// <summary>Whether the letter after a backslash stands for a set of characters.</summary>
    public static bool IsSet(char letter) => letter is 'p' or 'P' or 's' or 'S' or 'd' or 'D' or 'w' or 'W' or 'h' or 'H';

    /// <summary>A class in brackets, from its opening one on.</summary>
    public void Translate(ref int at, StringBuilder output)
    {
        at++;
        var isNegated = at < source.Length && source[at] == '^';
        at += isNegated ? 1 : 0;
        output.Append(isNegated ? "[^" : "[");
        var body = new StringBuilder();
        Body(ref at, body, canSubtract: !isNegated);
        output.Append(body).Append(']');
    }

    /// <summary>An escape that stands for a set, outside brackets.</summary>
    public void TranslateSet(ref int at, StringBuilder output)
    {
        var isWord = source[at + 1] is 'w' or 'W';
        var (members, isNegated) = Set(ref at);
        output.Append(isNegated ? "[^" : "[").Append(members).Append(isWord ? LatinNumbers : "").Append(']');
    }

    // The members up to the closing bracket, and the bracket.
    private void Body(ref int at, StringBuilder body, bool canSubtract)
    {
        for (var isFirst = true; ; isFirst = false)
        {
            if (at >= source.Length)
            {
                throw new ArgumentException("a bracket is not closed");
            }

            if (source[at] == ']' && !isFirst)
            {
                at++;
                return;
            }

            if (source.AsSpan(at).StartsWith("&&"))
            {
                Subtract(ref at, body, canSubtract);
                return;
            }

            if (source.AsSpan(at).StartsWith("[:") && source.IndexOf(":]", at, StringComparison.Ordinal) is var end and >= 0)
            {
                var name = source[(at + 2)..end];
                body.Append(Posix.GetValueOrDefault(name) ?? throw new NotSupportedException($"the class [:{name}:]"));
                at = end + 2;
            }
            else if (source[at] == '[')
            {
                Nested(ref at, body);
            }
            else if (source[at] == '\\' && at + 1 < source.Length && IsSet(source[at + 1]))
            {
                body.Append(Member(ref at));
            }
            else
            {
                Range(ref at, body);
            }
        }
    }

    private void Nested(ref int at, StringBuilder body)
    {
        at++;
        if (at < source.Length && source[at] == '^')
        {
            throw new NotSupportedException("a negated class inside a class");
        }

        Body(ref at, body, canSubtract: false);
    }

    // A && [^B] is A without B, which .NET writes as A-[B].
    private void Subtract(ref int at, StringBuilder body, bool canSubtract)
    {
        at += 2;
        if (!canSubtract || !source.AsSpan(at).StartsWith("[^"))
        {
            throw new NotSupportedException("an intersection of classes other than [A&&[^B]]");
        }

        at += 2;
        body.Append("-[");
        Body(ref at, body, canSubtract: false);
        body.Append(']');
        if (at >= source.Length || source[at++] != ']')
        {
            throw new NotSupportedException("an intersection of classes other than [A&&[^B]]");
        }
    }

    // A set escape inside brackets. .NET has negated ones there for categories, \S and \D only.
    private string Member(ref int at)
    {
        var (members, isNegated) = Set(ref at);
        if (!isNegated)
        {
            return members;
        }

        var isOne = members is @"\s"
            || (members.StartsWith(@"\p{", StringComparison.Ordinal) && members.IndexOf('}', StringComparison.Ordinal) == members.Length - 1);
        return isOne
            ? "\\" + char.ToUpperInvariant(members[1]) + members[2..]
            : throw new NotSupportedException("a negated set inside a class");
    }

    private (string Members, bool IsNegated) Set(ref int at)
    {
        var letter = source[at + 1];
        at += 2;
        var isNegated = char.IsUpper(letter);
        switch (letter)
        {
            case 's' or 'S':
                return (@"\s", isNegated);
            case 'd' or 'D':
                return (@"\p{Nd}", isNegated);
            case 'w' or 'W':
                var word = new StringBuilder(Word);
                AppendAstral(SquaredLetters, word);
                return (word.ToString(), isNegated);
            case 'h' or 'H':
                return ("0-9A-Fa-f", isNegated);
        }

        var close = at < source.Length && source[at] == '{' ? source.IndexOf('}', at) : -1;
        if (close < 0)
        {
            throw new ArgumentException("a \\p has no name in braces");
        }

        var name = source[(at + 1)..close];
        at = close + 1;
        if (name.StartsWith('^'))
        {
            (name, isNegated) = (name[1..], !isNegated);
        }

        return (Property(name[(name.IndexOf('=', StringComparison.Ordinal) + 1)..]), isNegated);
    }

    private string Property(string name)
    {
        if (Categories.TryGetValue(name, out var category))
        {
            return $@"\p{{{category}}}";
        }

        if (Properties.TryGetValue(name, out var members))
        {
            return members;
        }

        (int First, int Last)[] ranges = [.. ScriptData.RangesOf(name)];
        if (ranges.Length == 0)
        {
            throw new NotSupportedException($"the property '{name}'");
        }

        var script = new StringBuilder();
        foreach (var (first, last) in ranges.Where(range => range.Last <= char.MaxValue))
        {
            script.Append(CultureInfo.InvariantCulture, $"\\u{first:X4}-\\u{last:X4}");
        }

        AppendAstral([.. ranges.Where(range => range.Last > char.MaxValue)], script);
        return script.ToString();
    }

    private void Range(ref int at, StringBuilder body)
    {
        var first = Code(ref at);
        var last = first;
        if (at + 1 < source.Length && source[at] == '-' && source[at + 1] is not (']' or '[') && !IsSetAt(at + 1))
        {
            at++;
            last = Code(ref at);
        }

        if (last < first)
        {
            throw new ArgumentException($"the range from U+{first:X4} to U+{last:X4} is empty");
        }

        if (first <= char.MaxValue)
        {
            body.Append(CultureInfo.InvariantCulture, $"\\u{first:X4}-\\u{Math.Min(last, char.MaxValue):X4}");
        }

        if (last > char.MaxValue)
        {
            AppendAstral([(Math.Max(first, 0x10000), last)], body);
        }
    }

    private void AppendAstral(IReadOnlyList<(int First, int Last)> ranges, StringBuilder body)
    {
        if (ranges.Count == 0)
        {
            return;
        }

        foreach (var standIn in standIns.Name(ranges))
        {
            body.Append(CultureInfo.InvariantCulture, $"\\u{(int)standIn:X4}");
        }
    }

    private bool IsSetAt(int at) => source[at] == '\\' && at + 1 < source.Length && IsSet(source[at + 1]);

    private int Code(ref int at) => at < source.Length && source[at] == '\\' ? ReadEscaped(source, ref at) : ReadRune(source, ref at);

    /// <summary>The character at a place.</summary>
    public static int ReadRune(string source, ref int at)
    {
        if (at >= source.Length)
        {
            throw new ArgumentException("a bracket is not closed");
        }

        Rune.DecodeFromUtf16(source.AsSpan(at), out var rune, out var width);
        at += width;
        return rune.Value;
    }

    /// <summary>The character that an escape stands for, from its backslash on.</summary>
    public static int ReadEscaped(string source, ref int at)
    {
        if (at + 1 >= source.Length)
        {
            throw new ArgumentException("a backslash ends the expression");
        }

        at++;
        var letter = source[at];
        switch (letter)
        {
            case 'x' or 'u':
                at++;
                return ReadHex(source, ref at, letter == 'x' ? 2 : 4);
            case 't' or 'n' or 'r' or 'f' or 'v' or 'a' or 'e' or '0':
                at++;
                return letter switch { 't' => 9, 'n' => 10, 'r' => 13, 'f' => 12, 'v' => 11, 'a' => 7, 'e' => 27, _ => 0 };
            default:
                return char.IsAsciiLetterOrDigit(letter)
                    ? throw new NotSupportedException($"the escape '\\{letter}'")
                    : ReadRune(source, ref at);
        }
    }

    // Of a fixed length, or any in braces.
    private static int ReadHex(string source, ref int at, int length)
    {
        var isBraced = at < source.Length && source[at] == '{';
        var end = isBraced ? source.IndexOf('}', at) : Math.Min(at + length, source.Length);
        var digits = end < 0 ? "" : source[(isBraced ? at + 1 : at)..end];
        if (!int.TryParse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code) || !Rune.IsValid(code))
        {
            throw new ArgumentException($"'{digits}' is no code point");
        }

        at = isBraced ? end + 1 : end;
        return code;
    }
}
