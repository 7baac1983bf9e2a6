namespace Heed.Models.Templates.Expressions;

/// <summary><c>value.name</c>.</summary>
internal sealed class MemberExpression(int line, Expression value, string name) : Expression(line)
{
    public override string? Path => value.Path is { } path ? $"{path}.{name}" : null;

    protected override object? Evaluate(Scope scope)
    {
        object? container = value.Value(scope);
        return scope.State.Dialect.Member(At(scope), container, name);
    }
}
