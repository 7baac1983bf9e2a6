using System.Globalization;
using System.Text;

namespace Heed.Models.Tokenizers;

/// <summary>
/// Translates a regular expression of the tokenizers library, which are Oniguruma's in Ruby syntax, to .NET's: possessive quantifiers,
/// nested and intersected classes, POSIX brackets, scripts, code points beyond U+FFFF, and the letters that mean something else.
/// </summary>
/// <param name="source">The expression.</param>
/// <param name="standIns">Takes the characters beyond U+FFFF that it names.</param>
/// <remarks>Source: Oniguruma, doc/RE.</remarks>
internal sealed class OnigurumaSyntax(string source, AstralStandIns standIns)
{
    private readonly StringBuilder _output = new();
    private int _at;
    private bool _ignoresCase;

    /// <exception cref="ArgumentException">It is no regular expression.</exception>
    /// <exception cref="NotSupportedException">It has a construct that cannot be translated.</exception>
    public string Translate()
    {
        while (_at < source.Length)
        {
            var start = _output.Length;
            if (Atom())
            {
                Quantifiers(start);
            }
        }

        return _output.ToString();
    }

    // One atom, or the beginning of a group; false where no quantifier can follow.
    private bool Atom()
    {
        var unit = source[_at];
        switch (unit)
        {
            case '(':
                Group();
                return true;
            case ')':
                throw new ArgumentException("a parenthesis is closed that was not opened");
            case '[':
                new OnigurumaClass(source, standIns).Translate(ref _at, _output);
                return true;
            case '\\':
                Escape();
                return true;
            case '|' or '^' or '$':
                _output.Append(unit);
                _at++;
                return false;
            case '.':
                _output.Append(unit);
                _at++;
                return true;
            case '*' or '+' or '?':
                throw new ArgumentException($"the quantifier '{unit}' has nothing to repeat");
            default:
                AppendCode(OnigurumaClass.ReadRune(source, ref _at));
                return true;
        }
    }

    private void Group()
    {
        _at++;
        _output.Append('(');
        var ignoredCase = _ignoresCase;
        if (_at < source.Length && source[_at] == '?')
        {
            GroupKind();
            if (_output[^1] == ')')
            {
                return;
            }
        }

        while (_at < source.Length && source[_at] != ')')
        {
            var start = _output.Length;
            if (Atom())
            {
                Quantifiers(start);
            }
        }

        if (_at >= source.Length)
        {
            throw new ArgumentException("a parenthesis is not closed");
        }

        _at++;
        _output.Append(')');
        _ignoresCase = ignoredCase;
    }

    // (?: (?= (?! (?> (?<= (?<! (?<name> are the same; of the options, Ruby's m is .NET's s.
    private void GroupKind()
    {
        _at++;
        if (_at >= source.Length)
        {
            throw new ArgumentException("a parenthesis is not closed");
        }

        if (source[_at] is ':' or '=' or '!' or '>' or '<')
        {
            _output.Append('?').Append(source[_at++]);
            return;
        }

        var end = source.AsSpan(_at).IndexOfAny(':', ')') is var length and >= 0
            ? _at + length
            : throw new ArgumentException("a parenthesis is not closed");
        var options = source.AsSpan(_at, end - _at);
        if (options.ContainsAnyExcept("imsx-"))
        {
            throw new NotSupportedException($"the group '(?{options}'");
        }

        var off = options.IndexOf('-');
        _ignoresCase = options.Contains('i') ? off < 0 || options.IndexOf('i') < off : _ignoresCase;
        _output.Append('?').Append(options.ToString().Replace('m', 's')).Append(source[end]);
        _at = end + 1;
    }

    private void Escape()
    {
        if (_at + 1 >= source.Length)
        {
            throw new ArgumentException("a backslash ends the expression");
        }

        var letter = source[_at + 1];
        if (char.IsAsciiDigit(letter) || letter is 'b' or 'B' or 'A' or 'z' or 'Z' or 'G' or 'k')
        {
            _output.Append('\\').Append(letter);
            _at += 2;
            return;
        }

        if (letter == 'R')
        {
            _output.Append(@"(?>\r\n|[\n-\r\u0085\u2028\u2029])");
            _at += 2;
            return;
        }

        if (OnigurumaClass.IsSet(letter))
        {
            new OnigurumaClass(source, standIns).TranslateSet(ref _at, _output);
            return;
        }

        AppendCode(OnigurumaClass.ReadEscaped(source, ref _at));
    }

    private void AppendCode(int code)
    {
        // To .NET the long s is no case of S.
        if (_ignoresCase && code is ('s' or 'S' or 0x17F))
        {
            _output.Append(@"[sS\u017F]");
            return;
        }

        var unit = code <= char.MaxValue ? (char)code : standIns.Name([(code, code)]).Single();
        _output.Append(CultureInfo.InvariantCulture, $"\\u{(int)unit:X4}");
    }

    // Quantifiers may follow each other; + after *, + or ? makes them possessive, which .NET writes as an atomic group.
    private void Quantifiers(int start)
    {
        for (var count = 0; _at < source.Length && Quantifier() is { } quantifier; count++)
        {
            if (count > 0)
            {
                _output.Insert(start, "(?:").Append(')');
            }

            _output.Append(quantifier);
            if (_at < source.Length && source[_at] == '?')
            {
                _output.Append('?');
                _at++;
            }
            else if (_at < source.Length && source[_at] == '+' && quantifier.Length == 1)
            {
                _output.Insert(start, "(?>").Append(')');
                _at++;
            }
        }
    }

    // The quantifier at this place as .NET writes it; null where there is none. A brace that opens none is an ordinary character.
    private string? Quantifier()
    {
        if (source[_at] is '*' or '+' or '?')
        {
            return source[_at++].ToString();
        }

        var close = source[_at] == '{' ? source.IndexOf('}', _at) : -1;
        if (close < 0)
        {
            return null;
        }

        var counts = source[(_at + 1)..close];
        if (counts.Length is 0 or > 12 || counts == "," || counts.Count(unit => unit == ',') > 1
            || counts.Any(unit => unit != ',' && !char.IsAsciiDigit(unit)))
        {
            return null;
        }

        _at = close + 1;
        return counts[0] == ',' ? $"{{0{counts}}}" : $"{{{counts}}}";
    }
}
