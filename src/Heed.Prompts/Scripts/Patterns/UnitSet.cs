using System.Text;

namespace Heed.Prompts.Scripts.Patterns;

/// <summary>A set of UTF-16 units as ranges: what a class of a JavaScript pattern may match.</summary>
internal sealed class UnitSet
{
    private readonly List<(char First, char Last)> _ranges = [];

    /// <summary>What <c>\d</c> means in JavaScript: ASCII digits.</summary>
    public static UnitSet Digits { get; } = new UnitSet().Add('0', '9');

    /// <summary>What <c>\w</c> means in JavaScript: ASCII letters, digits and the underscore.</summary>
    public static UnitSet WordUnits { get; } = new UnitSet().Add('0', '9').Add('A', 'Z').Add('_', '_').Add('a', 'z');

    /// <summary>What <c>\s</c> means in JavaScript (ECMA-262, CharacterClassEscape): white space and line terminators.</summary>
    public static UnitSet Spaces { get; } = new UnitSet().Add('\t', '\r').Add(' ', ' ').Add('\u00a0', '\u00a0').Add('\u1680', '\u1680')
        .Add('\u2000', '\u200a').Add('\u2028', '\u2029').Add('\u202f', '\u202f').Add('\u205f', '\u205f').Add('\u3000', '\u3000')
        .Add('\ufeff', '\ufeff');

    /// <summary>What ends a line in JavaScript.</summary>
    public static UnitSet LineEnds { get; } = new UnitSet().Add('\n', '\n').Add('\r', '\r').Add('\u2028', '\u2029');

    /// <summary>Whether it holds nothing.</summary>
    public bool IsEmpty => _ranges.Count == 0;

    /// <summary>Adds a range, both ends in it.</summary>
    public UnitSet Add(char first, char last)
    {
        _ranges.Add((first, last));
        return this;
    }

    /// <summary>Adds all of another set.</summary>
    public UnitSet Add(UnitSet other)
    {
        _ranges.AddRange(other._ranges);
        return this;
    }

    /// <summary>Everything that is not in it.</summary>
    public UnitSet Complement()
    {
        var rest = new UnitSet();
        int next = 0;
        foreach ((char first, char last) in _ranges.OrderBy(range => range.First))
        {
            if (first > next) rest.Add((char)next, (char)(first - 1));
            next = Math.Max(next, last + 1);
        }
        if (next <= char.MaxValue) rest.Add((char)next, char.MaxValue);
        return rest;
    }

    /// <summary>The inside of a .NET class, with <see cref="Char(char)"/> escapes alone.</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        foreach ((char first, char last) in _ranges) text.Append(Char(first)).Append(last == first ? "" : "-" + Char(last));
        return text.ToString();
    }

    /// <summary>One unit as .NET patterns write it anywhere.</summary>
    public static string Char(char unit) => char.IsAsciiLetterOrDigit(unit) ? unit.ToString() : $"\\u{(int)unit:x4}";
}
