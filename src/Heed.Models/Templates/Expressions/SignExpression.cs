namespace Heed.Models.Templates.Expressions;

/// <summary><c>-value</c>, <c>+value</c>.</summary>
internal sealed class SignExpression(int line, Expression value, bool isMinus) : Expression(line)
{
    protected override object? Evaluate(Scope scope)
    {
        object? number = value.Value(scope);
        return scope.State.Dialect.Sign(At(scope), number, isMinus);
    }
}
