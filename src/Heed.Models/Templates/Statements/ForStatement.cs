using Heed.Models.Templates.Expressions;
using Heed.Models.Templates.Syntax;
using Heed.Models.Templates.Values;

namespace Heed.Models.Templates.Statements;

/// <summary><c>{% for x in items if condition %} … {% else %} … {% endfor %}</c>; each turn has names of its own.</summary>
internal sealed class ForStatement(int line, Target target, Expression list, Expression? condition, Statement[] body,
    Statement[] otherwise) : Statement
{
    public static Statement Parse(TemplateParser parser, int line)
    {
        TokenList tokens = parser.Tokens;
        Target target = Target.Parse(tokens, members: false);
        tokens.ExpectKeyword("in");
        Expression list = parser.Expressions.Tuple(conditional: false);
        Expression? condition = tokens.TakeName("if") ? parser.Expressions.Whole() : null;
        if (tokens.IsName("recursive"))
            throw tokens.Unsupported(line, "'recursive' loops are not supported; expected a macro that calls itself.");
        parser.EndTag();
        parser.Loops++;
        Statement[] body = parser.Body(["else", "endfor"]);
        parser.Loops--;
        if (tokens.Take().Text == "else") return new ForStatement(line, target, list, condition, body, parser.BodyTo("endfor"));
        parser.EndTag();
        return new ForStatement(line, target, list, condition, body, []);
    }

    public override Flow Run(Scope scope, TextSink output)
    {
        object? looped = list.Value(scope);
        scope.State.Line = line;
        IReadOnlyList<object?> items = scope.State.Dialect.Visited(scope.State, looped, target.Count);
        if (condition is not null) items = [.. items.Where(item => Passes(scope, item))];
        if (items.Count == 0) return Block.Run(otherwise, new Scope(scope), output);
        var loop = new LoopState(items);
        for (int i = 0; i < items.Count; i++)
        {
            loop.Turn = i;
            var turn = new Scope(scope);
            turn.Set("loop", loop);
            target.Assign(turn, items[i]);
            if (Block.Run(body, turn, output) == Flow.Break) break;
        }
        return Flow.Next;
    }

    private bool Passes(Scope scope, object? item)
    {
        var turn = new Scope(scope);
        target.Assign(turn, item);
        return scope.State.Dialect.IsTrue(condition!.Value(turn));
    }
}
