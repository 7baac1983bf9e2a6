namespace Heed.Models.Templates.Expressions;

/// <summary><c>a == b</c> and the like; a chain <c>a &lt; b &lt; c</c> holds where each pair does.</summary>
internal sealed class ComparisonExpression(int line, Expression first, IReadOnlyList<(string Operator, Expression Right)> rest)
    : Expression(line)
{
    protected override object? Evaluate(Scope scope)
    {
        object? left = first.Value(scope);
        foreach ((string operation, Expression next) in rest)
        {
            object? right = next.Value(scope);
            if (!scope.State.Dialect.Compare(At(scope), operation, left, right)) return false;
            left = right;
        }
        return true;
    }
}
