using Heed.Prompts.Scripts.Expressions;
using Heed.Prompts.Scripts.Targets;

namespace Heed.Prompts.Scripts.Syntax;

/// <summary>Reads expressions: operators by their precedence (ECMA-262, Expressions).</summary>
internal abstract class ExpressionParser(IReadOnlyList<Token> tokens) : PrimaryParser(tokens)
{
    private static readonly Dictionary<string, int> s_levels = new(StringComparer.Ordinal)
    {
        ["??"] = 1, ["||"] = 2, ["&&"] = 3, ["|"] = 4, ["^"] = 5, ["&"] = 6, ["=="] = 7, ["!="] = 7, ["==="] = 7, ["!=="] = 7, ["<"] = 8, [">"] = 8,
        ["<="] = 8, [">="] = 8, ["in"] = 8, ["instanceof"] = 8, ["<<"] = 9, [">>"] = 9, [">>>"] = 9, ["+"] = 10, ["-"] = 10, ["*"] = 11, ["/"] = 11,
        ["%"] = 11, ["**"] = 12,
    };

    private static readonly HashSet<string> s_assignments =
        ["=", "+=", "-=", "*=", "/=", "%=", "**=", "<<=", ">>=", ">>>=", "&=", "|=", "^=", "&&=", "||=", "??="];

    /// <summary>Whether "in" ends an expression, as it does in the head of a loop.</summary>
    protected bool InEnds { get; set; }

    /// <inheritdoc/>
    protected override Expression Sequence()
    {
        Expression first = Single();
        if (!Current.Is(",")) return first;
        var parts = new List<Expression> { first };
        while (Take(",")) parts.Add(Single());
        return new SequenceExpression(parts);
    }

    /// <inheritdoc/>
    protected override Expression Single() => Deeper(() =>
    {
        if (Current.Kind == TokenKind.Name && Ahead(1).Is("=>") || Current.Is("(") && IsArrowAhead()) return Arrow();
        bool isAsync = Current.Is("async") && (Ahead(1).Is("(") || Ahead(1).Kind == TokenKind.Name);
        if (isAsync || Current.Is("await") || Current.Is("yield"))
            throw Unexpected("async, await and yield are not there");
        int start = Current.At;
        Expression left = Conditional();
        if (Current.Kind != TokenKind.Mark || !s_assignments.Contains(Current.Text)) return left;
        string sign = Take().Text[..^1];
        return new AssignmentExpression(sign, left, Targets(left, start), Single());
    });

    private Expression Conditional()
    {
        Expression condition = Binary(1);
        if (!Take("?")) return condition;
        (bool ends, InEnds) = (InEnds, false);
        Expression then = Single();
        InEnds = ends;
        Need(":");
        return new ConditionalExpression(condition, then, Single());
    }

    private Expression Binary(int level)
    {
        Expression left = Unary();
        while (Current.Kind is TokenKind.Mark or TokenKind.Name && s_levels.TryGetValue(Current.Text, out int own) && own >= level
            && !(InEnds && Current.Is("in")))
        {
            string sign = Take().Text;
            // ** groups from the right.
            Expression right = Deeper(() => Binary(sign == "**" ? own : own + 1));
            left = sign is "&&" or "||" or "??" ? new LogicalExpression(sign, left, right) : new BinaryExpression(sign, left, right);
        }
        return left;
    }

    private Expression Unary()
    {
        Token token = Current;
        if (token.Is("++") || token.Is("--"))
        {
            Take();
            int start = Current.At;
            Expression changed = Deeper(Unary);
            return new UpdateExpression(changed, Targets(changed, start), token.Text == "++" ? 1 : -1, before: true);
        }
        if (token.Kind is TokenKind.Mark or TokenKind.Name && token.Text is "!" or "-" or "+" or "~" or "typeof" or "void" or "delete")
        {
            Take();
            return new UnaryExpression(token.Text, Deeper(Unary));
        }
        Expression value = Chain();
        if (!(Current.Is("++") || Current.Is("--")) || Current.AfterLine) return value;
        return new UpdateExpression(value, Targets(value, token.At), Take().Text == "++" ? 1 : -1, before: false);
    }

    /// <summary>An expression as what is set.</summary>
    protected Target Targets(Expression expression, int at) => expression switch
    {
        NameExpression name => new NameTarget(name.Name),
        MemberExpression member => new MemberTarget(member),
        AssignmentExpression { IsPlain: true } plain => new DefaultTarget(plain.Target, plain.Right),
        ListExpression list => new ListTarget(
            [.. list.Items.Where(item => item is not SpreadExpression).Select(item => Targets(item, at))],
            list.Items.OfType<SpreadExpression>().FirstOrDefault() is { } rest ? Targets(rest.Inner, at) : null),
        ObjectExpression members => new ObjectTarget(
            [.. members.Members.Where(member => member.Key is not null).Select(member => (member.Key!, Targets(member.Value, at)))],
            members.Members.FirstOrDefault(member => member.Key is null) is { } rest ? Targets(rest.Value, at) : null),
        _ => throw Lexer.Bad("assignment to what cannot be set", at),
    };
}
