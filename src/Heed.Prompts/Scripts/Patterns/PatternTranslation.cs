using System.Text;

namespace Heed.Prompts.Scripts.Patterns;

/// <summary>A JavaScript pattern written as a .NET pattern that matches the same.</summary>
/// <remarks>
/// ECMA-262, section Patterns, with Annex B. Different remain: what a group caught stays when its repetition goes on without it, and
/// categories of Unicode do not reach beyond the basic plane.
/// </remarks>
internal sealed class PatternTranslation
{
    private readonly PatternReader _reader;
    private readonly StringBuilder _out = new();
    private readonly IReadOnlyList<string?> _groups;
    private readonly bool _multiline, _dotAll;
    private int _count;

    private PatternTranslation(string pattern, string flags)
    {
        bool unicode = flags.Contains('u') || flags.Contains('v');
        (_multiline, _dotAll) = (flags.Contains('m'), flags.Contains('s'));
        _reader = new PatternReader(pattern, unicode);
        _groups = PatternGroups.Find(pattern, _reader);
    }

    /// <summary>Translates.</summary>
    /// <returns>The .NET pattern, and the names of groups by their numbers.</returns>
    /// <exception cref="HeedException">The pattern is malformed.</exception>
    public static (string Pattern, IReadOnlyList<string?> Groups) Of(string pattern, string flags)
    {
        var translation = new PatternTranslation(pattern, flags);
        translation.Alternatives(0);
        if (!translation._reader.IsAtEnd) throw translation._reader.Bad("Unmatched ')'");
        return (translation._out.ToString(), translation._groups);
    }

    private void Alternatives(int depth)
    {
        if (depth > 200) throw _reader.Bad("more than 200 groups inside each other");
        while (!_reader.IsAtEnd && _reader.Peek() != ')')
        {
            if (_reader.Take("|")) _out.Append('|');
            else Term(depth);
        }
    }

    private void Term(int depth)
    {
        int start = _out.Length;
        bool repeatable = true;
        switch (_reader.Next())
        {
            case '^': (repeatable, _) = (false, _out.Append(_multiline ? $"(?<=\\A|[{UnitSet.LineEnds}])" : "\\A")); break;
            case '$': (repeatable, _) = (false, _out.Append(_multiline ? $"(?=[{UnitSet.LineEnds}]|\\z)" : "\\z")); break;
            case '.':
                string any = _dotAll ? "[\\s\\S]" : $"[^{UnitSet.LineEnds}]";
                _out.Append(_reader.IsUnicode ? $"(?:{PatternClass.Pair}|{any})" : any);
                break;
            case '[': _out.Append("(?:").Append(PatternClass.Read(_reader)).Append(')'); break;
            case '(': repeatable = Group(depth); break;
            case '\\': repeatable = Escape(); break;
            case '*' or '+' or '?': throw _reader.Bad("Nothing to repeat");
            case '{' when IsBraces(): throw _reader.Bad("Nothing to repeat");
            case var c:
                if (_reader.IsUnicode && c is '{' or '}' or ']') throw _reader.Bad("Lone quantifier brackets");
                Literal(c);
                break;
        }
        Quantifier(start, repeatable);
    }

    private void Quantifier(int start, bool repeatable)
    {
        string quantifier;
        if (_reader.Peek() is '*' or '+' or '?') quantifier = ((char)_reader.Next()).ToString();
        else if (_reader.Peek() == '{')
        {
            _reader.At++;
            if (!IsBraces())
            {
                _reader.At--;
                return;
            }
            int least = _reader.Number()!.Value;
            string most = _reader.Take(",") ? "," + _reader.Number() : "";
            if (most.Length > 1 && int.Parse(most.AsSpan(1)) < least) throw _reader.Bad("numbers out of order in {} quantifier");
            _reader.At++;
            quantifier = $"{{{least}{most}}}";
        }
        else return;
        if (!repeatable) throw _reader.Bad("Nothing to repeat");
        _out.Insert(start, "(?:").Append(')').Append(quantifier);
        if (_reader.Take("?")) _out.Append('?');
        if (_reader.Peek() is '*' or '+' or '?') throw _reader.Bad("Nothing to repeat");
    }

    // Whether {n}, {n,} or {n,m} follows, its brace taken already; anything else stands for itself.
    private bool IsBraces()
    {
        int back = _reader.At;
        bool braces = _reader.Number() is not null && (_reader.Take(",") ? _reader.Number() is var _ : true) && _reader.Take("}");
        _reader.At = back;
        return braces;
    }

    private bool Group(int depth)
    {
        string open = "(";
        bool behind = false, ahead = false;
        if (_reader.Take("?"))
        {
            if (_reader.Take(":")) open = "(?:";
            else if (_reader.Take("=")) (open, ahead) = ("(?=", true);
            else if (_reader.Take("!")) (open, ahead) = ("(?!", true);
            else if (_reader.Take("<=")) (open, behind) = ("(?<=", true);
            else if (_reader.Take("<!")) (open, behind) = ("(?<!", true);
            else if (_reader.Take("<")) _reader.Until('>');
            else throw _reader.Bad("Invalid group");
        }
        if (open == "(") _count++;
        _out.Append(open);
        Alternatives(depth + 1);
        if (!_reader.Take(")")) throw _reader.Bad("Unterminated group");
        _out.Append(')');
        return !behind && !(ahead && _reader.IsUnicode);
    }

    private bool Escape()
    {
        if (_reader.IsAtEnd) throw _reader.Bad("\\ at end of pattern");
        if (_reader.Peek() is 'b' or 'B')
        {
            string word = $"[{UnitSet.WordUnits}]";
            _out.Append(_reader.Next() == 'b' ? $"(?:(?<={word})(?!{word})|(?<!{word})(?={word}))"
                : $"(?:(?<={word})(?={word})|(?<!{word})(?!{word}))");
            return false;
        }
        if (PatternClass.Set(_reader) is { } set) _out.Append('[').Append(set).Append(']');
        else if (_reader.IsUnicode && _reader.Peek() is 'p' or 'P') _out.Append(PatternClass.Category(_reader, _reader.Next() == 'P'));
        else if (_reader.Peek() == 'k' && (_reader.IsUnicode || _groups.Any(name => name is not null)))
        {
            _reader.At++;
            string? name = _reader.Take("<") ? _reader.Until('>') : null;
            int number = name is null ? -1 : _groups.ToList().IndexOf(name);
            Reference(number > 0 ? number : throw _reader.Bad("Invalid named reference"));
        }
        else if (_reader.Peek() is >= '1' and <= '9')
        {
            int back = _reader.At, number = _reader.Number()!.Value;
            if (number < _groups.Count) Reference(number);
            else if (_reader.IsUnicode) throw _reader.Bad("Invalid escape");
            else
            {
                _reader.At = back;
                Literal(_reader.EscapedCharacter());
            }
        }
        else Literal(_reader.EscapedCharacter());
        return true;
    }

    // A group that caught nothing matches the empty text in JavaScript, and nothing in .NET.
    private void Reference(int number) => _out.Append($"(?({number})\\{number}|)");

    private void Literal(int character)
    {
        if (character <= char.MaxValue) _out.Append(UnitSet.Char((char)character));
        else _out.Append("(?:").Append(string.Concat(char.ConvertFromUtf32(character).Select(UnitSet.Char))).Append(')');
    }
}
