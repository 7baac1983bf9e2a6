using System.Text.RegularExpressions;

namespace Heed.Models.Templates.Syntax;

/// <summary>Splits a template into text and tags, with Jinja's rules for the white space around them.</summary>
internal sealed partial class TemplateLexer
{
    private readonly string _text;
    private readonly string _source;
    private readonly TemplateSettings _settings;
    private readonly Dialect _dialect;
    private readonly List<TemplateToken> _tokens = [];
    private int _at;
    private int _line = 1;

    public TemplateLexer(string text, string source, TemplateSettings settings)
    {
        (_source, _settings, _dialect) = (source, settings, Dialect.Of(settings.Language));
        // As Jinja does: line breaks become \n and the last one is dropped.
        if (!_dialect.KeepsLineBreaks) text = text.ReplaceLineEndings("\n");
        _text = !_dialect.KeepsLineBreaks && text.EndsWith('\n') ? text[..^1] : text;
    }

    /// <summary>All tokens, the end last.</summary>
    public TokenList Tokens()
    {
        bool lineStarts = true;
        while (_at < _text.Length)
        {
            int open = NextTag();
            if (open < 0)
            {
                AddText(_text[_at..]);
                _at = _text.Length;
                break;
            }
            string text = _text[_at..open];
            char kind = _text[open + 1], sign = open + 2 < _text.Length ? _text[open + 2] : ' ';
            if (sign == '-') text = text.TrimEnd();
            else if (sign != '+' && _settings.LstripBlocks && kind != '{') text = WithoutIndent(text, lineStarts);
            AddText(text);
            _line += _text.AsSpan(_at + text.Length, open - _at - text.Length).Count('\n');
            _at = open + (sign is '-' or '+' ? 3 : 2);
            Tag(kind, open);
            lineStarts = _text[_at - 1] == '\n';
        }
        _tokens.Add(new TemplateToken(TokenKind.End, "", _line));
        return new TokenList(_source, _tokens);
    }

    // Brackets open in between are closed first: }} may end two mappings instead of the tag.
    private void Tag(char kind, int open)
    {
        int line = _line;
        if (kind == '#')
        {
            int end = _text.IndexOf("#}", _at, StringComparison.Ordinal);
            if (end < 0) throw Error(line, "the comment is not closed; expected '#}'.");
            MoveTo(end + 2);
            AfterTag(end > open + 2 ? _text[end - 1] : ' ');
            return;
        }
        if (kind == '%' && RawStart().Match(_text, _at) is { Success: true } raw && (raw.Groups[1].Value == "raw" || _dialect.HasScriptSyntax))
        {
            MoveTo(_at + raw.Length);
            if (raw.Groups[2].Length > 0) SkipSpace();
            Raw(line, raw.Groups[1].Value);
            return;
        }
        if (kind == '{' && _settings.NamedSpans && SpanMark().Match(_text, open) is { Success: true } mark)
        {
            _tokens.Add(new TemplateToken(mark.Groups[1].Length > 0 ? TokenKind.SpanStart : TokenKind.SpanEnd, mark.Groups[1].Value, line));
            MoveTo(open + mark.Length);
            return;
        }
        string close = kind == '{' ? "}}" : "%}";
        _tokens.Add(new TemplateToken(kind == '{' ? TokenKind.OutputStart : TokenKind.TagStart, kind == '{' ? "{{" : "{%", line));
        var expression = new ExpressionLexer(_text, _source, _dialect);
        (int closed, int endLine, char sign) = expression.Read(_at, _line, close, _tokens);
        _tokens.Add(new TemplateToken(kind == '{' ? TokenKind.OutputEnd : TokenKind.TagEnd, close, endLine));
        (_at, _line) = (closed, endLine);
        if (kind == '%') AfterTag(sign);
        else if (sign == '-') SkipSpace();
    }

    private void Raw(int line, string name)
    {
        Match end = (name == "raw" ? RawEnd() : VerbatimEnd()).Match(_text, _at);
        if (!end.Success) throw Error(line, $"the {name} block is not closed; expected '{{% end{name} %}}'.");
        string text = _text[_at..end.Index];
        if (end.Groups[1].Value == "-") text = text.TrimEnd();
        else if (end.Groups[1].Length == 0 && _settings.LstripBlocks) text = WithoutIndent(text, lineStarts: false);
        if (text.Length > 0) _tokens.Add(new TemplateToken(TokenKind.Text, text, _line));
        MoveTo(end.Index + end.Length);
        AfterTag(end.Groups[2].Length > 0 ? end.Groups[2].Value[0] : ' ');
    }

    private void AfterTag(char sign)
    {
        if (sign == '-') SkipSpace();
        else if (sign != '+' && _settings.TrimBlocks && _at < _text.Length && _text[_at] == '\n') MoveTo(_at + 1);
    }

    private int NextTag()
    {
        for (int at = _at; (at = _text.IndexOf('{', at)) >= 0 && at + 1 < _text.Length; at++)
            if (_text[at + 1] is '{' or '%' or '#') return at;
        return -1;
    }

    private static string WithoutIndent(string text, bool lineStarts)
    {
        int start = text.LastIndexOf('\n') + 1;
        return (start > 0 || lineStarts) && text.AsSpan(start).IsWhiteSpace() ? text[..start] : text;
    }

    private void AddText(string text)
    {
        if (text.Length == 0) return;
        _tokens.Add(new TemplateToken(TokenKind.Text, text, _line));
        _line += text.AsSpan().Count('\n');
    }

    private void SkipSpace()
    {
        int end = _at;
        while (end < _text.Length && char.IsWhiteSpace(_text[end])) end++;
        MoveTo(end);
    }

    private void MoveTo(int end)
    {
        _line += _text.AsSpan(_at, end - _at).Count('\n');
        _at = end;
    }

    private HeedException Error(int line, string complaint) => new($"{_source}: line {line}: {complaint}");

    [GeneratedRegex(@"\G\s*(raw|verbatim)\s*(-?)%\}")]
    private static partial Regex RawStart();

    [GeneratedRegex(@"\{%([-+]?)\s*endraw\s*([-+]?)%\}")]
    private static partial Regex RawEnd();

    [GeneratedRegex(@"\{%([-+]?)\s*endverbatim\s*([-+]?)%\}")]
    private static partial Regex VerbatimEnd();

    [GeneratedRegex(@"\G\{\{(?:#span[ \t]+([^\s{}]+)[ \t]*|/span[ \t]*)\}\}")]
    private static partial Regex SpanMark();
}
