namespace Heed.Models.Templates.Expressions;

/// <summary><c>value[key]</c>.</summary>
internal sealed class ItemExpression(int line, Expression value, Expression key) : Expression(line)
{
    protected override object? Evaluate(Scope scope)
    {
        object? container = value.Value(scope), place = key.Value(scope);
        return scope.State.Dialect.Item(At(scope), container, place);
    }
}
