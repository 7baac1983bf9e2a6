using Heed.Prompts.Scripts.Values;

namespace Heed.Prompts.Scripts.Expressions;

/// <summary>a ? b : c.</summary>
internal sealed class ConditionalExpression(Expression condition, Expression then, Expression otherwise) : Expression
{
    public override object? Value(ScriptScope scope)
    {
        scope.State.Step();
        return ScriptValue.IsTrue(condition.Value(scope)) ? then.Value(scope) : otherwise.Value(scope);
    }
}
