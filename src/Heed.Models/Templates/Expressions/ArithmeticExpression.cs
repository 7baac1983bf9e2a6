namespace Heed.Models.Templates.Expressions;

/// <summary><c>+ - * / // % **</c>.</summary>
internal sealed class ArithmeticExpression(int line, string operation, Expression left, Expression right) : Expression(line)
{
    protected override object? Evaluate(Scope scope)
    {
        object? a = left.Value(scope), b = right.Value(scope);
        return scope.State.Dialect.Arithmetic(At(scope), operation, a, b);
    }
}
