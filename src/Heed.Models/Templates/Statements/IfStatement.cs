using Heed.Models.Templates.Expressions;
using Heed.Models.Templates.Syntax;

namespace Heed.Models.Templates.Statements;

/// <summary><c>{% if %} … {% elif %} … {% else %} … {% endif %}</c>; names set inside stay.</summary>
internal sealed class IfStatement(IReadOnlyList<(Expression Condition, Statement[] Body)> branches, Statement[] otherwise) : Statement
{
    public static Statement Parse(TemplateParser parser, int line)
    {
        var branches = new List<(Expression, Statement[])>();
        while (true)
        {
            Expression condition = parser.Expressions.Tuple();
            parser.EndTag();
            branches.Add((condition, parser.Body(parser.Dialect.HasScriptSyntax ? ["elif", "elseif", "else", "endif"] : ["elif", "else", "endif"])));
            string next = parser.Tokens.Take().Text;
            if (next is "elif" or "elseif") continue;
            if (next == "endif")
            {
                parser.EndTag();
                return new IfStatement(branches, []);
            }
            return new IfStatement(branches, parser.BodyTo("endif"));
        }
    }

    public override Flow Run(Scope scope, TextSink output)
    {
        foreach ((Expression condition, Statement[] body) in branches)
            if (scope.State.Dialect.IsTrue(condition.Value(scope))) return Block.Run(body, scope, output);
        return Block.Run(otherwise, scope, output);
    }
}
