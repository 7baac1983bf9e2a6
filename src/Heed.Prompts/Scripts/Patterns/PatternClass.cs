using System.Text;

namespace Heed.Prompts.Scripts.Patterns;

/// <summary>A class of a JavaScript pattern, <c>[…]</c>, as .NET writes it.</summary>
internal static class PatternClass
{
    /// <summary>Any character where the flag <c>u</c> is given: a pair of surrogates counts as one.</summary>
    public const string Pair = "[\\ud800-\\udbff][\\udc00-\\udfff]";

    /// <summary>Reads a class behind its opening bracket.</summary>
    public static string Read(PatternReader reader)
    {
        bool negated = reader.Take("^");
        var units = new UnitSet();
        var astral = new StringBuilder();
        var categories = new StringBuilder();
        while (!reader.Take("]"))
        {
            if (reader.IsAtEnd) throw reader.Bad("Unterminated character class");
            int? first = Atom(reader, units, categories);
            if (reader.Peek() != '-' || reader.Peek(1) == ']' || reader.Peek(1) == '\0')
            {
                if (first is { } one) Add(one, one);
                continue;
            }
            reader.At++;
            int? last = Atom(reader, units, categories);
            if (first is { } from && last is { } to)
            {
                if (from > to) throw reader.Bad("Range out of order in character class");
                Add(from, to);
            }
            else
            {
                // A set at either end of a range: the dash stands for itself.
                if (reader.IsUnicode) throw reader.Bad("Invalid character class");
                Add('-', '-');
                if ((first ?? last) is { } end) Add(end, end);
            }
        }
        return Written();

        void Add(int from, int to)
        {
            if (from <= char.MaxValue) units.Add((char)from, (char)Math.Min(to, char.MaxValue));
            for (int high = Math.Max(from, 0x10000); high <= to; high = (high | 0x3ff) + 1)
            {
                string low = char.ConvertFromUtf32(high), end = char.ConvertFromUtf32(Math.Min(to, high | 0x3ff));
                astral.Append('|').Append(UnitSet.Char(low[0])).Append('[').Append(UnitSet.Char(low[1])).Append('-').Append(UnitSet.Char(end[1]))
                    .Append(']');
            }
        }

        string Written()
        {
            bool empty = units.IsEmpty && categories.Length == 0;
            string bmp = empty ? "(?!)" : $"[{units}{categories}]";
            if (!negated) return astral.Length == 0 ? bmp : $"(?:{bmp}{astral})";
            string rest = empty ? "[\\s\\S]" : $"[^{units}{categories}]";
            return reader.IsUnicode ? $"(?!{bmp}{astral})(?:{Pair}|[\\s\\S])" : rest;
        }
    }

    /// <summary>A category of Unicode, such as <c>\p{Lu}</c>, as .NET names it.</summary>
    public static string Category(PatternReader reader, bool negated)
    {
        string? name = reader.Take("{") ? reader.Until('}') : null;
        name = name?.Replace("General_Category=", "", StringComparison.Ordinal).Replace("gc=", "", StringComparison.Ordinal);
        string? known = name switch
        {
            "Letter" => "L", "Lowercase_Letter" => "Ll", "Uppercase_Letter" => "Lu", "Number" => "N", "Decimal_Number" => "Nd",
            "Punctuation" => "P", "Symbol" => "S", "Separator" => "Z", "Mark" => "M", "Alphabetic" => "L", "Other" => "C",
            { Length: 1 or 2 } when "L Lu Ll Lt Lm Lo M Mn Mc Me N Nd Nl No P Pc Pd Ps Pe Pi Pf Po S Sm Sc Sk So Z Zs Zl Zp C Cc Cf Co Cs Cn"
                .Split(' ').Contains(name) => name,
            _ => null,
        };
        return known is null ? throw reader.Bad($"Heed knows general categories such as \\p{{L}} and \\p{{Nd}}; got '{name}'")
            : $"\\{(negated ? 'P' : 'p')}{{{known}}}";
    }

    private static int? Atom(PatternReader reader, UnitSet units, StringBuilder categories)
    {
        if (!reader.Take("\\")) return reader.Next();
        if (reader.IsAtEnd) throw reader.Bad("\\ at end of pattern");
        if (Set(reader) is { } set)
        {
            units.Add(set);
            return null;
        }
        if (reader.IsUnicode && reader.Peek() is 'p' or 'P')
        {
            categories.Append(Category(reader, reader.Next() == 'P'));
            return null;
        }
        return reader.Take("b") ? '\b' : reader.EscapedCharacter();
    }

    /// <summary>What <c>\d</c> and its like stand for, taken behind the backslash; null for another escape.</summary>
    public static UnitSet? Set(PatternReader reader)
    {
        UnitSet? set = reader.Peek() switch
        {
            'd' => UnitSet.Digits, 'D' => UnitSet.Digits.Complement(), 'w' => UnitSet.WordUnits, 'W' => UnitSet.WordUnits.Complement(),
            's' => UnitSet.Spaces, 'S' => UnitSet.Spaces.Complement(), _ => null,
        };
        if (set is not null) reader.At++;
        return set;
    }
}
