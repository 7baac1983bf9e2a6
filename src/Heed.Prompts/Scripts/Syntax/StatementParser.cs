using Heed.Prompts.Scripts.Expressions;
using Heed.Prompts.Scripts.Statements;
using Heed.Prompts.Scripts.Targets;

namespace Heed.Prompts.Scripts.Syntax;

/// <summary>Reads statements.</summary>
internal sealed class StatementParser(IReadOnlyList<Token> tokens) : ExpressionParser(tokens)
{
    /// <summary>All of the code as an expression.</summary>
    /// <exception cref="HeedException">It is none.</exception>
    public Expression WholeExpression()
    {
        Expression value = Sequence();
        while (Take(";")) { }
        return Current.Kind == TokenKind.End ? value : throw Unexpected();
    }

    /// <summary>All of the code as a function's body.</summary>
    /// <exception cref="HeedException">It is none.</exception>
    public Statement WholeBody()
    {
        var statements = new List<Statement>();
        while (Current.Kind != TokenKind.End) statements.Add(Statement());
        return new BlockStatement(statements, ownScope: false);
    }

    /// <inheritdoc/>
    protected override Statement FunctionBody() => Deeper(() => Block(ownScope: false));

    private BlockStatement Block(bool ownScope)
    {
        Need("{");
        var statements = new List<Statement>();
        while (!Take("}")) statements.Add(Statement());
        return new BlockStatement(statements, ownScope);
    }

    private Statement Statement() => Deeper(() =>
    {
        if (Take(";")) return new BlockStatement([], ownScope: false);
        if (Current.Is("{")) return Block(ownScope: true);
        if (Current.Kind == TokenKind.Name)
            switch (Current.Text)
            {
                case "const" or "let" or "var" when Ahead(1).Kind == TokenKind.Name || Ahead(1).Is("[") || Ahead(1).Is("{"): return Ended(Declaration());
                case "function":
                    Take();
                    string name = Name();
                    return new FunctionStatement(name, Function(name));
                case "if": return If();
                case "for": return For();
                case "while":
                    Take();
                    return new LoopStatement(null, Condition(), null, Statement(), bodyFirst: false);
                case "do": return Do();
                case "return":
                    Take();
                    bool empty = Current.AfterLine || Current.Is(";") || Current.Is("}") || Current.Kind == TokenKind.End;
                    return Ended(new ReturnStatement(empty ? null : Sequence()));
                case "break" or "continue":
                    return Ended(new JumpStatement(Take().Text == "break" ? Completion.Break : Completion.Continue));
                case "throw":
                    Take();
                    return Ended(new ThrowStatement(Sequence()));
                case "try": return Try();
                case "switch": return Switch();
            }
        return Ended(new ExpressionStatement(Sequence()));
    });

    // A statement ends with a semicolon, a line, a brace or the code.
    private Statement Ended(Statement statement)
        => Take(";") || Current.AfterLine || Current.Is("}") || Current.Kind == TokenKind.End ? statement : throw Unexpected("expected ; or a new line");

    private DeclarationStatement Declaration()
    {
        string word = Take().Text;
        var parts = new List<(Target, Expression?)>();
        do parts.Add((Binding(), Take("=") ? Single() : null));
        while (Take(","));
        return new DeclarationStatement(word, parts);
    }

    private Expression Condition()
    {
        Need("(");
        Expression condition = Sequence();
        Need(")");
        return condition;
    }

    private IfStatement If()
    {
        Take();
        Expression condition = Condition();
        Statement then = Statement();
        return new IfStatement(condition, then, Take("else") ? Statement() : null);
    }

    private LoopStatement Do()
    {
        Take();
        Statement body = Statement();
        Need("while");
        var loop = new LoopStatement(null, Condition(), null, body, bodyFirst: true);
        Take(";");
        return loop;
    }

    private Statement For()
    {
        Take();
        Need("(");
        Statement? first = null;
        InEnds = true;
        if (Current.Is("const") || Current.Is("let") || Current.Is("var")) first = Declaration();
        else if (!Current.Is(";")) first = new ExpressionStatement(Sequence());
        InEnds = false;
        if (first is DeclarationStatement name && (Current.Is("of") || Current.Is("in")))
        {
            bool keys = Take().Text == "in";
            Expression values = Sequence();
            Need(")");
            return new EachStatement(name, values, keys, Statement());
        }
        Need(";");
        Expression? condition = Current.Is(";") ? null : Sequence();
        Need(";");
        Expression? step = Current.Is(")") ? null : Sequence();
        Need(")");
        return new LoopStatement(first, condition, step, Statement(), bodyFirst: false);
    }

    private TryStatement Try()
    {
        Take();
        Statement body = Block(ownScope: true);
        Target? name = null;
        Statement? handler = null;
        if (Take("catch"))
        {
            if (Take("("))
            {
                name = Binding();
                Need(")");
            }
            handler = Block(ownScope: true);
        }
        Statement? last = Take("finally") ? Block(ownScope: true) : null;
        return handler is null && last is null ? throw Unexpected("expected catch or finally") : new TryStatement(body, name, handler, last);
    }

    private SwitchStatement Switch()
    {
        Take();
        Expression value = Condition();
        Need("{");
        var cases = new List<(Expression?, IReadOnlyList<Statement>)>();
        while (!Take("}"))
        {
            Expression? test = null;
            if (!Take("default"))
            {
                Need("case");
                test = Sequence();
            }
            Need(":");
            var body = new List<Statement>();
            while (!(Current.Is("case") || Current.Is("default") || Current.Is("}"))) body.Add(Statement());
            cases.Add((test, body));
        }
        return new SwitchStatement(value, cases);
    }
}
