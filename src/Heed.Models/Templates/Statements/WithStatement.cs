using Heed.Models.Templates.Expressions;
using Heed.Models.Templates.Syntax;

namespace Heed.Models.Templates.Statements;

/// <summary><c>{% with a = 1 %} … {% endwith %}</c>: names for a block; values see the names around it.</summary>
internal sealed class WithStatement(IReadOnlyList<(Target Target, Expression Value)> names, Statement[] body) : Statement
{
    public static Statement Parse(TemplateParser parser, int line)
    {
        var names = new List<(Target, Expression)>();
        while (parser.Tokens.Current.Kind != TokenKind.TagEnd)
        {
            if (names.Count > 0) parser.Tokens.Expect(",");
            // One name at a time: the comma separates assignments here.
            string name = parser.Tokens.Current.Text;
            var target = Target.Single(parser.Tokens);
            if (!parser.Tokens.TakeOperator("=")) throw parser.Tokens.Expected($"'=' after '{name}'");
            names.Add((target, parser.Expressions.Whole()));
        }
        return new WithStatement(names, parser.BodyTo("endwith"));
    }

    public override Flow Run(Scope scope, TextSink output)
    {
        var inner = new Scope(scope);
        foreach ((Target target, Expression value) in names) target.Assign(inner, value.Value(scope));
        return Block.Run(body, inner, output);
    }
}
