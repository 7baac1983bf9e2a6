namespace Heed.Prompts.Scripts.Expressions;

/// <summary>An expression in parentheses, which is no target.</summary>
internal sealed class GroupExpression(Expression inner) : Expression
{
    public override object? Value(ScriptScope scope) => inner.Value(scope);
}
