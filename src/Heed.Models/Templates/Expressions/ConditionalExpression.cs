using Heed.Models.Templates.Values;

namespace Heed.Models.Templates.Expressions;

/// <summary><c>a if condition else b</c>; undefined where the condition is false and there is no else.</summary>
internal sealed class ConditionalExpression(int line, Expression condition, Expression value, Expression? otherwise) : Expression(line)
{
    protected override object? Evaluate(Scope scope)
        => scope.State.Dialect.IsTrue(condition.Value(scope)) ? value.Value(scope)
            : otherwise is null ? new Undefined("the condition is false and there is no else")
            : otherwise.Value(scope);
}
