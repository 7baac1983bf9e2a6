using System.Runtime.CompilerServices;
using Heed.Models.Templates.Statements;

namespace Heed.Models.Templates.Syntax;

/// <summary>Reads statements; expressions are read by <see cref="ExpressionParser"/>.</summary>
internal sealed class TemplateParser
{
    private int _depth;

    public TemplateParser(TokenList tokens, Dialect dialect)
        => (Tokens, Expressions, Dialect) = (tokens, new ExpressionParser(tokens, dialect), dialect);

    /// <summary>The rules of the language.</summary>
    public Dialect Dialect { get; }

    /// <summary>The tokens.</summary>
    public TokenList Tokens { get; }

    /// <summary>Reads expressions.</summary>
    public ExpressionParser Expressions { get; }

    /// <summary>Loops around the place, up to the macro it is in.</summary>
    public int Loops { get; set; }

    /// <summary>The whole template.</summary>
    public Statement[] Whole() => Body([]);

    /// <summary>The statements up to a tag of one of these names, which is left in hand after its <c>{%</c>.</summary>
    public Statement[] Body(string[] ends)
    {
        Enter();
        var statements = new List<Statement>();
        int opened = Tokens.Line;
        while (true)
        {
            TemplateToken token = Tokens.Take();
            switch (token.Kind)
            {
                case TokenKind.Text:
                    statements.Add(new TextStatement(token.Text));
                    break;
                case TokenKind.OutputStart:
                    statements.Add(new OutputStatement(token.Line, Expressions.Tuple()));
                    Tokens.Expect(TokenKind.OutputEnd, "'}}' or an operator");
                    break;
                case TokenKind.SpanStart:
                    statements.Add(new SpanStart(token.Line, token.Text));
                    break;
                case TokenKind.SpanEnd:
                    statements.Add(new SpanEnd(token.Line));
                    break;
                case TokenKind.TagStart:
                    if (Tokens.Current.Kind == TokenKind.Name && ends.Contains(Tokens.Current.Text))
                    {
                        _depth--;
                        return [.. statements];
                    }
                    statements.Add(Statement());
                    break;
                default:
                    if (ends.Length > 0) throw Tokens.Error($"the block opened in line {opened} is not closed; expected {Listed(ends)}.");
                    _depth--;
                    return [.. statements];
            }
        }
    }

    /// <summary>The end of a tag.</summary>
    public void EndTag() => Tokens.Expect(TokenKind.TagEnd, "'%}' or an operator");

    /// <summary>A body up to its only end tag, which is taken.</summary>
    public Statement[] BodyTo(string end)
    {
        EndTag();
        Statement[] body = Body([end]);
        Tokens.Take();
        EndTag();
        return body;
    }

    private Statement Statement()
    {
        int line = Tokens.Line;
        string name = Tokens.ExpectName("the name of a statement");
        if (StatementTable.All.TryGetValue(name, out Func<TemplateParser, int, Statement>? parse)) return parse(this, line);
        if (name is "else" or "elif" || name.StartsWith("end", StringComparison.Ordinal))
            throw Tokens.Error($"'{name}' closes nothing that is open here.");
        throw Tokens.Unsupported(line,
            $"the statement '{name}' is not supported; expected one of {string.Join(", ", StatementTable.All.Keys)}.");
    }

    private void Enter()
    {
        // Far beyond any template, and far from the end of the stack.
        if (++_depth > 200 || !RuntimeHelpers.TryEnsureSufficientExecutionStack())
            throw Tokens.Error("blocks lie too deep in each other. Write the template flatter.");
    }

    private static string Listed(string[] ends) => string.Join(" or ", ends.Select(end => $"'{{% {end} %}}'"));
}
