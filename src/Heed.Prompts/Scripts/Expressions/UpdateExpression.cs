using Heed.Prompts.Scripts.Targets;
using Heed.Prompts.Scripts.Values;

namespace Heed.Prompts.Scripts.Expressions;

/// <summary>++a, a--.</summary>
internal sealed class UpdateExpression(Expression inner, Target target, double step, bool before) : Expression
{
    public override object? Value(ScriptScope scope)
    {
        scope.State.Step();
        double old = ScriptValue.Number(scope.State, inner.Value(scope));
        target.Assign(scope, old + step);
        return before ? old + step : old;
    }
}
