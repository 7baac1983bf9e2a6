using Heed.Models.Templates.Expressions;
using Heed.Models.Templates.Syntax;

namespace Heed.Models.Templates.Statements;

/// <summary><c>{% set name = value %}</c>, or <c>{% set name %} … {% endset %}</c> for what a block writes.</summary>
internal sealed class SetStatement(Target target, Expression value) : Statement
{
    public static Statement Parse(TemplateParser parser, int line)
    {
        Target target = Target.Parse(parser.Tokens, members: true);
        if (parser.Tokens.TakeOperator("="))
        {
            Expression value = parser.Expressions.Tuple();
            parser.EndTag();
            return new SetStatement(target, value);
        }
        var collected = new CollectedText(line);
        Expression filtered = parser.Expressions.Filters(collected);
        collected.Body = parser.BodyTo("endset");
        return new SetStatement(target, filtered);
    }

    public override Flow Run(Scope scope, TextSink output)
    {
        target.Set(scope, value.Value(scope));
        return Flow.Next;
    }
}
