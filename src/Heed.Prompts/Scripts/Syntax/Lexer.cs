using System.Globalization;

namespace Heed.Prompts.Scripts.Syntax;

/// <summary>Cuts JavaScript into tokens.</summary>
internal sealed class Lexer
{
    private const int MostTokens = 20_000;

    // Longest first.
    private static readonly string[] s_marks =
    [
        ">>>=", "...", "===", "!==", "**=", "<<=", ">>=", ">>>", "&&=", "||=", "??=", "=>", "==", "!=", "<=", ">=", "&&", "||", "??", "?.", "++", "--", "+=",
        "-=", "*=", "/=", "%=", "&=", "|=", "^=", "<<", ">>", "**", "{", "}", "(", ")", "[", "]", ";", ",", "<", ">", "+", "-", "*", "/", "%", "&", "|", "^",
        "!", "~", "?", ":", "=", ".",
    ];

    private static readonly HashSet<string> s_beforeValues =
        ["return", "typeof", "case", "in", "of", "delete", "void", "throw", "new", "else", "do", "instanceof"];

    private readonly string _code;
    private readonly List<Token> _tokens = [];
    private int _at;
    private bool _line;

    private Lexer(string code) => _code = code;

    /// <summary>The tokens of some code, the end last.</summary>
    /// <exception cref="HeedException">Something is no JavaScript.</exception>
    public static IReadOnlyList<Token> Read(string code)
    {
        var lexer = new Lexer(code);
        while (lexer.Next()) { }
        return lexer._tokens;
    }

    private bool Next()
    {
        Skip();
        if (_tokens.Count > MostTokens) throw Bad($"more than {MostTokens} words and marks", _at);
        if (_at >= _code.Length)
        {
            Add(TokenKind.End, "", _at);
            return false;
        }
        char c = _code[_at];
        int start = _at;
        if (IsName(c)) Add(TokenKind.Name, Take(IsNamePart), start);
        else if (char.IsAsciiDigit(c) || c == '.' && _at + 1 < _code.Length && char.IsAsciiDigit(_code[_at + 1])) Number();
        else if (c is '"' or '\'') Add(TokenKind.Text, QuotedText.Read(_code, ref _at), start);
        else if (c == '`') Template();
        else if (c == '/' && IsValueExpected()) Pattern();
        else Mark();
        return true;
    }

    private void Add(TokenKind kind, string text, int at) => _tokens.Add(new Token(kind, text, at, _line));

    private void Skip()
    {
        _line = false;
        while (_at < _code.Length)
        {
            if (_code[_at] is '\n' or '\r' or '\u2028' or '\u2029') _line = true;
            if (char.IsWhiteSpace(_code[_at]) || _code[_at] == '\ufeff') _at++;
            else if (string.CompareOrdinal(_code, _at, "//", 0, 2) == 0) _at = _code.IndexOf('\n', _at) is var end and >= 0 ? end : _code.Length;
            else if (string.CompareOrdinal(_code, _at, "/*", 0, 2) == 0)
            {
                int end = _code.IndexOf("*/", _at + 2, StringComparison.Ordinal);
                if (end < 0) throw Bad("a comment that does not end", _at);
                _line |= _code.AsSpan(_at, end - _at).Contains('\n');
                _at = end + 2;
            }
            else break;
        }
    }

    private string Take(Func<char, bool> part)
    {
        int start = _at;
        while (_at < _code.Length && part(_code[_at])) _at++;
        return _code[start.._at];
    }

    private void Number()
    {
        int start = _at;
        double value;
        if (_code[_at] == '0' && _at + 1 < _code.Length && char.ToLowerInvariant(_code[_at + 1]) is 'x' or 'b' or 'o')
        {
            int radix = char.ToLowerInvariant(_code[_at + 1]) switch { 'x' => 16, 'b' => 2, _ => 8 };
            _at += 2;
            value = Library.NumberLibrary.ParseInteger(Take(IsNamePart).Replace("_", "", StringComparison.Ordinal), radix, whole: true);
        }
        else
        {
            string digits = Take(c => char.IsAsciiDigit(c) || c == '_');
            if (_at < _code.Length && _code[_at] == '.') digits += _code[_at++] + Take(c => char.IsAsciiDigit(c) || c == '_');
            if (_at < _code.Length && _code[_at] is 'e' or 'E')
            {
                digits += _code[_at++];
                if (_at < _code.Length && _code[_at] is '+' or '-') digits += _code[_at++];
                digits += Take(char.IsAsciiDigit);
            }
            value = double.TryParse(digits.Replace("_", "", StringComparison.Ordinal), NumberStyles.Float, CultureInfo.InvariantCulture, out double number)
                ? number : double.NaN;
        }
        if (double.IsNaN(value) || _at < _code.Length && IsNamePart(_code[_at])) throw Bad("a number that is none", start);
        _tokens.Add(new Token(TokenKind.Number, _code[start.._at], start, _line) { Number = value });
    }

    private void Template()
    {
        int start = _at++;
        var parts = new List<string>();
        bool line = _line;
        while (true)
        {
            parts.Add(QuotedText.ReadPart(_code, ref _at, start, out bool code));
            if (!code) break;
            parts.Add(QuotedText.Code(_code, ref _at));
        }
        _tokens.Add(new Token(TokenKind.Template, "", start, line) { Parts = parts });
    }

    private void Pattern()
    {
        int start = _at++;
        bool inClass = false;
        for (; _at < _code.Length && (_code[_at] != '/' || inClass); _at++)
        {
            if (_code[_at] == '\n') break;
            if (_code[_at] == '\\') _at++;
            else if (_code[_at] == '[') inClass = true;
            else if (_code[_at] == ']') inClass = false;
        }
        if (_at >= _code.Length || _code[_at] != '/') throw Bad("a regular expression that does not end", start);
        string source = _code[(start + 1).._at++];
        _tokens.Add(new Token(TokenKind.Pattern, source, start, _line) { Flags = Take(IsNamePart) });
    }

    // A slash divides behind a value, and begins a pattern elsewhere.
    private bool IsValueExpected()
    {
        if (_tokens.Count == 0) return true;
        Token last = _tokens[^1];
        return last.Kind switch
        {
            TokenKind.Name => s_beforeValues.Contains(last.Text),
            TokenKind.Mark => last.Text is not (")" or "]" or "}" or "++" or "--"),
            _ => false,
        };
    }

    private void Mark()
    {
        foreach (string mark in s_marks)
        {
            if (string.CompareOrdinal(_code, _at, mark, 0, mark.Length) != 0) continue;
            // a ? .5 : 1
            if (mark == "?." && _at + 2 < _code.Length && char.IsAsciiDigit(_code[_at + 2])) continue;
            Add(TokenKind.Mark, mark, _at);
            _at += mark.Length;
            return;
        }
        throw Bad($"the character {_code[_at]}", _at);
    }

    private static bool IsName(char c) => char.IsLetter(c) || c is '_' or '$';

    private static bool IsNamePart(char c) => IsName(c) || char.IsDigit(c);

    /// <summary>An error in the code.</summary>
    public static HeedException Bad(string problem, int at) => new($"SyntaxError: unexpected {problem} at character {at + 1}");
}
