namespace Heed.Models.Templates.Expressions;

/// <summary><c>a or b</c>, <c>a and b</c>: the value that decides, not its truth.</summary>
internal sealed class LogicalExpression(int line, Expression left, Expression right, bool isOr) : Expression(line)
{
    protected override object? Evaluate(Scope scope)
    {
        object? value = left.Value(scope);
        return scope.State.Dialect.IsTrue(value) == isOr ? value : right.Value(scope);
    }
}
