using System.Globalization;
using Heed.Models.Templates.Expressions;
using Heed.Models.Templates.Library;

namespace Heed.Models.Templates.Syntax;

/// <summary>
/// Reads expressions by precedence, loosest first: a if b else c · or · and · not · comparisons, in · + - · ~ · * / // % · ** · signs ·
/// members, items and calls · filters and tests.
/// </summary>
internal sealed class ExpressionParser(TokenList tokens, Dialect dialect)
{
    private static readonly string[] _noTestArgument = ["else", "or", "and", "if", "is", "in", "not", "recursive"];

    // Far beyond any template, and far from the end of the stack.
    private const int MaxDepth = 200;

    private readonly string[] _comparisons = ["==", "!=", "<", "<=", ">", ">=", .. dialect.MoreOperators];
    private int _depth;

    /// <summary>The names met since someone last cleared them; a macro looks whether its body asks for more arguments.</summary>
    public HashSet<string> Names { get; } = new(StringComparer.Ordinal);

    /// <summary>An expression, or several with commas between: a tuple.</summary>
    /// <param name="conditional">Whether <c>a if b else c</c> may stand here; not so in the list of a loop.</param>
    public Expression Tuple(bool conditional = true)
    {
        int line = tokens.Line;
        Expression first = conditional ? Whole() : Or();
        if (!tokens.IsOperator(",")) return first;
        var items = new List<Expression> { first };
        while (tokens.TakeOperator(","))
        {
            if (tokens.Current.Kind is TokenKind.OutputEnd or TokenKind.TagEnd || tokens.IsOperator(")") || tokens.IsName("in")) break;
            items.Add(conditional ? Whole() : Or());
        }
        return new ListExpression(line, items, isTuple: true);
    }

    /// <summary>One expression.</summary>
    public Expression Whole() => Nested(Conditional);

    private Expression Conditional()
    {
        Expression value = Or();
        while (tokens.Current is { Kind: TokenKind.Name, Text: "if", Line: var line })
        {
            tokens.Take();
            Expression condition = Or();
            value = new ConditionalExpression(line, condition, value, tokens.TakeName("else") ? Whole() : null);
        }
        return value;
    }

    /// <summary>Filters after a <c>|</c>, as blocks have them.</summary>
    public Expression Filters(Expression value)
    {
        while (tokens.TakeOperator("|")) value = Filter(value);
        return value;
    }

    /// <summary>One filter, whose name is in hand.</summary>
    public Expression Filter(Expression value)
    {
        int line = tokens.Line;
        string name = Dotted("the name of a filter");
        if (!dialect.Filters.TryGetValue(name, out Filter? filter))
            throw tokens.Unsupported(line,
                $"the filter '{name}' is not supported; expected one of {string.Join(", ", dialect.Filters.Keys.Order(StringComparer.Ordinal))}.");
        return new FilterExpression(line, value, name, filter, tokens.TakeOperator("(") ? Arguments() : CallArguments.None);
    }

    /// <summary>The arguments of a call, whose bracket is taken.</summary>
    public CallArguments Arguments()
    {
        var arguments = new List<CallArgument>();
        while (!tokens.TakeOperator(")"))
        {
            if (arguments.Count > 0)
            {
                tokens.Expect(",");
                if (tokens.TakeOperator(")")) break;
            }
            if (tokens.TakeOperator("*")) arguments.Add(new CallArgument(CallArgumentKind.List, "", Whole()));
            else if (tokens.TakeOperator("**")) arguments.Add(new CallArgument(CallArgumentKind.Mapping, "", Whole()));
            else if (tokens.Current.Kind == TokenKind.Name && tokens.Next is { Kind: TokenKind.Operator, Text: "=" })
            {
                string name = tokens.Take().Text;
                tokens.Take();
                arguments.Add(new CallArgument(CallArgumentKind.Name, name, Whole()));
            }
            else if (arguments.Exists(a => a.Kind is CallArgumentKind.Name or CallArgumentKind.Mapping))
                throw tokens.Error("expected arguments by place before arguments by name.");
            else arguments.Add(new CallArgument(CallArgumentKind.Place, "", Whole()));
        }
        return new CallArguments(arguments);
    }

    private Expression Nested(Func<Expression> parse)
    {
        if (++_depth > MaxDepth)
            throw tokens.Error($"expressions lie more than {MaxDepth} deep in each other. Write the template flatter.");
        Expression expression = parse();
        _depth--;
        return expression;
    }

    private Expression Or() => Chain(And, "or", (line, left, right) => new LogicalExpression(line, left, right, isOr: true));

    private Expression And() => Chain(Not, "and", (line, left, right) => new LogicalExpression(line, left, right, isOr: false));

    private Expression Chain(Func<Expression> operand, string keyword, Func<int, Expression, Expression, Expression> join)
    {
        Expression left = operand();
        while (tokens.Current is { Kind: TokenKind.Name, Line: var line } && tokens.TakeName(keyword)) left = join(line, left, operand());
        return left;
    }

    private Expression Not()
    {
        int line = tokens.Line;
        return tokens.TakeName("not") ? new NotExpression(line, Nested(Not)) : Comparison();
    }

    private Expression Comparison()
    {
        int line = tokens.Line;
        Expression first = Compared();
        var rest = new List<(string, Expression)>();
        while (true)
        {
            if (tokens.Current.Kind == TokenKind.Operator
                && _comparisons.Contains(tokens.Current.Text)) rest.Add((tokens.Take().Text, Compared()));
            else if (tokens.TakeName("in")) rest.Add(("in", Compared()));
            else if (tokens.IsName("not") && tokens.Next is { Kind: TokenKind.Name, Text: "in" })
            {
                tokens.Take();
                tokens.Take();
                rest.Add(("not in", Compared()));
            }
            else return rest.Count == 0 ? first : new ComparisonExpression(line, first, rest);
        }
    }

    private Expression Compared() => dialect.HasScriptSyntax ? Concatenation(() => Binary(Product, "+", "-")) : Binary(() => Concatenation(Product), "+", "-");

    private Expression Concatenation(Func<Expression> operand)
    {
        Expression first = operand();
        if (!tokens.IsOperator("~")) return first;
        int line = tokens.Line;
        var parts = new List<Expression> { first };
        while (tokens.TakeOperator("~")) parts.Add(operand());
        return new ConcatenationExpression(line, parts);
    }

    private Expression Product() => Binary(Power, "*", "/", "//", "%");

    private Expression Power() => Binary(() => Unary(), "**");

    private Expression Binary(Func<Expression> operand, params string[] operators)
    {
        Expression left = operand();
        while (tokens.Current.Kind == TokenKind.Operator && operators.Contains(tokens.Current.Text))
        {
            TemplateToken token = tokens.Take();
            left = new ArithmeticExpression(token.Line, token.Text, left, operand());
        }
        return left;
    }

    private Expression Unary(bool withFilters = true)
    {
        int line = tokens.Line;
        Expression value = tokens.TakeOperator("-") ? new SignExpression(line, Nested(() => Unary(false)), isMinus: true)
            : tokens.TakeOperator("+") ? new SignExpression(line, Nested(() => Unary(false)), isMinus: false)
            : Primary();
        value = Postfix(value);
        return withFilters ? FiltersAndTests(value) : value;
    }

    private Expression Primary()
    {
        TemplateToken token = tokens.Take();
        switch (token.Kind)
        {
            case TokenKind.Name:
                Names.Add(token.Text);
                return token.Text switch
                {
                    "true" or "True" when IsLiteral(token) => new LiteralExpression(token.Line, true),
                    "false" or "False" when IsLiteral(token) => new LiteralExpression(token.Line, false),
                    "none" or "None" or "null" when IsLiteral(token) => new LiteralExpression(token.Line, null),
                    _ => new NameExpression(token.Line, token.Text),
                };
            case TokenKind.String:
                string text = token.Text;
                while (tokens.Current.Kind == TokenKind.String) text += tokens.Take().Text;
                return new LiteralExpression(token.Line, text);
            case TokenKind.Integer:
                return new LiteralExpression(token.Line, dialect.HasScriptSyntax && token.Text.Length > 15
                    ? double.Parse(token.Text, CultureInfo.InvariantCulture) : (object)Whole(token));
            case TokenKind.Float:
                return new LiteralExpression(token.Line, double.Parse(token.Text, CultureInfo.InvariantCulture));
            case TokenKind.Operator when token.Text == "(":
                if (tokens.TakeOperator(")")) return new ListExpression(token.Line, [], isTuple: true);
                Expression inner = Tuple();
                tokens.Expect(")");
                return inner;
            case TokenKind.Operator when token.Text == "[":
                return new ListExpression(token.Line, Listed("]", Whole), isTuple: false);
            case TokenKind.Operator when token.Text == "{":
                return new MapExpression(token.Line, Listed("}", Entry));
            default:
                throw tokens.Unsupported(token.Line, $"expected a value; got {token}.");
        }
    }

    private bool IsLiteral(TemplateToken token)
        => token.Text == "null" ? dialect.HasScriptSyntax : !dialect.HasScriptSyntax || char.IsLower(token.Text[0]);

    private List<T> Listed<T>(string end, Func<T> item)
    {
        var items = new List<T>();
        while (!tokens.TakeOperator(end))
        {
            if (items.Count > 0)
            {
                tokens.Expect(",");
                if (tokens.TakeOperator(end)) break;
            }
            items.Add(item());
        }
        return items;
    }

    private (Expression, Expression) Entry()
    {
        Expression key = dialect.HasScriptSyntax && tokens.Current.Kind == TokenKind.Name && tokens.Next is { Kind: TokenKind.Operator, Text: ":" }
            ? new LiteralExpression(tokens.Line, tokens.Take().Text) : Whole();
        tokens.Expect(":");
        return (key, Whole());
    }

    private Expression Postfix(Expression value)
    {
        while (true)
        {
            int line = tokens.Line;
            if (tokens.TakeOperator("."))
                value = tokens.Current.Kind == TokenKind.Integer
                    ? new ItemExpression(line, value, new LiteralExpression(line, Whole(tokens.Take())))
                    : new MemberExpression(line, value, tokens.ExpectName("the name of a member"));
            else if (tokens.TakeOperator("[")) value = Item(line, value);
            else if (tokens.TakeOperator("(")) value = new CallExpression(line, value, Arguments());
            else return value;
        }
    }

    private Expression Item(int line, Expression value)
    {
        Expression? start = tokens.IsOperator(":") ? null : Whole();
        if (!tokens.IsOperator(":"))
        {
            tokens.Expect("]");
            return new ItemExpression(line, value, start!);
        }
        Expression?[] bounds = [start, null, null];
        for (int i = 1; i < 3 && tokens.TakeOperator(":"); i++)
            if (!tokens.IsOperator(":") && !tokens.IsOperator("]")) bounds[i] = Whole();
        tokens.Expect("]");
        return new SliceExpression(line, value, bounds);
    }

    private Expression FiltersAndTests(Expression value)
    {
        while (true)
        {
            int line = tokens.Line;
            if (tokens.TakeOperator("|")) value = Filter(value);
            else if (tokens.TakeName("is")) value = Test(value);
            // Calls may follow filters too, not only members.
            else if (tokens.TakeOperator("(")) value = new CallExpression(line, value, Arguments());
            else return value;
        }
    }

    private Expression Test(Expression value)
    {
        int line = tokens.Line;
        bool negated = tokens.TakeName("not");
        string name = Dotted("the name of a test");
        if (!dialect.Tests.TryGetValue(name, out ValueTest? test))
            throw tokens.Unsupported(line,
                $"the test '{name}' is not supported; expected one of {string.Join(", ", dialect.Tests.Keys.Order(StringComparer.Ordinal))}.");
        CallArguments arguments = tokens.TakeOperator("(") ? Arguments()
            : IsTestArgument() ? new CallArguments([new CallArgument(CallArgumentKind.Place, "", Postfix(Primary()))])
            : CallArguments.None;
        Expression result = new TestExpression(line, value, name, test, arguments);
        return negated ? new NotExpression(line, result) : result;
    }

    private bool IsTestArgument() => tokens.Current.Kind switch
    {
        TokenKind.Name => !_noTestArgument.Contains(tokens.Current.Text),
        TokenKind.String or TokenKind.Integer or TokenKind.Float => true,
        _ => tokens.IsOperator("[") || tokens.IsOperator("{"),
    };

    private string Dotted(string what)
    {
        string name = tokens.ExpectName(what);
        while (tokens.TakeOperator(".")) name += "." + tokens.ExpectName(what);
        return name;
    }

    private long Whole(TemplateToken token)
    {
        try
        {
            return token.Text.Length > 1 && !char.IsAsciiDigit(token.Text[1])
                ? Convert.ToInt64(token.Text[2..], char.ToLowerInvariant(token.Text[1]) switch { 'x' => 16, 'o' => 8, _ => 2 })
                : long.Parse(token.Text, CultureInfo.InvariantCulture);
        }
        catch (OverflowException)
        {
            throw tokens.Unsupported(token.Line, $"expected a whole number of at most 64 bits; got {token.Text}.");
        }
    }
}
