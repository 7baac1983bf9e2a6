using Heed.Prompts.Scripts.Values;

namespace Heed.Prompts.Scripts.Expressions;

/// <summary>An operator between two values, both of which are needed.</summary>
internal sealed class BinaryExpression(string sign, Expression left, Expression right) : Expression
{
    public override object? Value(ScriptScope scope)
    {
        scope.State.Step();
        object? a = left.Value(scope);
        return Operators.Apply(scope.State, sign, a, right.Value(scope));
    }
}
