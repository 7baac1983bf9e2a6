namespace Heed.Models.Templates.Expressions;

/// <summary><c>not value</c>.</summary>
internal sealed class NotExpression(int line, Expression value) : Expression(line)
{
    protected override object? Evaluate(Scope scope) => !scope.State.Dialect.IsTrue(value.Value(scope));
}
