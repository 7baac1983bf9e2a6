using System.Text.RegularExpressions;

namespace Heed.Models.Templates.Syntax;

/// <summary>Splits what stands inside a tag into tokens.</summary>
internal sealed partial class ExpressionLexer(string text, string source, Dialect dialect)
{
    private static readonly string[] _operators =
        ["**", "//", "==", "!=", ">=", "<=", "+", "-", "*", "/", "%", "~", "[", "]", "(", ")", "{", "}", ">", "<", "=", ".", ":", "|", ",",
            ";"];

    /// <summary>Reads from <paramref name="at"/> to the end of the tag.</summary>
    /// <returns>The place after the end, its line, and the sign before it: <c>-</c>, <c>+</c> or a blank.</returns>
    public (int End, int Line, char Sign) Read(int at, int line, string close, List<TemplateToken> tokens)
    {
        var brackets = new Stack<char>();
        int opened = line;
        while (true)
        {
            while (at < text.Length && char.IsWhiteSpace(text[at])) line += text[at++] == '\n' ? 1 : 0;
            if (at >= text.Length) throw Error(opened, $"the tag is not closed; expected '{close}'.");
            if (brackets.Count == 0)
            {
                char sign = text[at] is '-' or '+' && string.CompareOrdinal(text, at + 1, close, 0, 2) == 0 ? text[at] : ' ';
                // Only a statement's end can have a plus.
                if (sign != '+' || close == "%}")
                    if (string.CompareOrdinal(text, sign == ' ' ? at : at + 1, close, 0, 2) == 0) return (at
                        + (sign == ' ' ? 2 : 3), line, sign);
            }
            TemplateToken token = Token(at, line, out int length);
            if (token.Kind == TokenKind.Operator) Balance(brackets, token);
            tokens.Add(token);
            line += text.AsSpan(at, length).Count('\n');
            at += length;
        }
    }

    private TemplateToken Token(int at, int line, out int length)
    {
        if (text[at] is '"' or '\'') return Quoted(at, line, out length);
        foreach ((Regex pattern, TokenKind kind) in (ReadOnlySpan<(Regex, TokenKind)>)[(Float(), TokenKind.Float),
            (Integer(), TokenKind.Integer), (dialect.MoreInNames.Length > 0 ? ScriptName() : Name(), TokenKind.Name)])
        {
            if (pattern.Match(text, at) is not { Success: true } match) continue;
            length = match.Length;
            return new TemplateToken(kind, kind == TokenKind.Name ? match.Value : match.Value.Replace("_", ""), line);
        }
        foreach (string name in dialect.MoreOperators.Concat(_operators))
        {
            if (string.CompareOrdinal(text, at, name, 0, name.Length) != 0) continue;
            length = name.Length;
            return new TemplateToken(TokenKind.Operator, name, line);
        }
        throw Error(line, $"expected a name, a number, a text in quotes or an operator; got '{text[at]}'.");
    }

    private TemplateToken Quoted(int at, int line, out int length)
    {
        int end = at + 1;
        while (end < text.Length && text[end] != text[at]) end += text[end] == '\\' ? 2 : 1;
        if (end >= text.Length) throw Error(line, $"the text in quotes is not closed; expected {text[at]}.");
        length = end + 1 - at;
        return new TemplateToken(TokenKind.String, dialect.HasScriptSyntax
            ? StringEscapes.ReadScript(text[(at + 1)..end]) : StringEscapes.Read(text[(at + 1)..end], complaint => Error(line, complaint)), line);
    }

    private void Balance(Stack<char> brackets, TemplateToken token)
    {
        if (token.Text is "(" or "[" or "{") brackets.Push(token.Text[0] == '(' ? ')' : token.Text[0] == '[' ? ']' : '}');
        else if (token.Text is ")" or "]" or "}" && (!brackets.TryPop(out char expected) || expected != token.Text[0]))
            throw Error(token.Line, expected == default ? $"'{token.Text}' closes nothing that is open."
                : $"expected '{expected}'; got '{token.Text}'.");
    }

    private HeedException Error(int line, string complaint) => new($"{source}: line {line}: {complaint}");

    // A digit after a dot is an index (a.0), never part of 0.5.
    [GeneratedRegex(@"\G(?<!\.)(\d+_)*\d+((\.(\d+_)*\d+)?[eE][+\-]?(\d+_)*\d+|\.(\d+_)*\d+)", RegexOptions.ECMAScript)]
    private static partial Regex Float();

    [GeneratedRegex(@"\G(0[bB](_?[0-1])+|0[oO](_?[0-7])+|0[xX](_?[0-9a-fA-F])+|[1-9](_?[0-9])*|0(_?0)*)")]
    private static partial Regex Integer();

    [GeneratedRegex(@"\G[\p{L}_][\p{L}\p{Mn}\p{Mc}\p{Nd}\p{Pc}]*")]
    private static partial Regex Name();

    [GeneratedRegex(@"\G[\p{L}_$][\p{L}\p{Mn}\p{Mc}\p{Nd}\p{Pc}$]*")]
    private static partial Regex ScriptName();
}
