using Heed.Prompts.Scripts.Targets;

namespace Heed.Prompts.Scripts.Expressions;

/// <summary>a = b, a += b, a ??= b.</summary>
/// <param name="sign">The operator before =; empty for none.</param>
/// <param name="old">a as a value.</param>
/// <param name="target">a as what is set.</param>
/// <param name="right">b.</param>
internal sealed class AssignmentExpression(string sign, Expression old, Target target, Expression right) : Expression
{
    /// <summary>Whether it is = alone.</summary>
    public bool IsPlain => sign.Length == 0;

    /// <summary>What is set.</summary>
    public Target Target => target;

    /// <summary>The value.</summary>
    public Expression Right => right;

    public override object? Value(ScriptScope scope)
    {
        scope.State.Step();
        object? value;
        if (sign.Length == 0) value = right.Value(scope);
        else
        {
            object? before = old.Value(scope);
            bool logical = sign is "&&" or "||" or "??";
            if (logical && LogicalExpression.Decides(sign, before)) return before;
            value = logical ? right.Value(scope) : Operators.Apply(scope.State, sign, before, right.Value(scope));
        }
        target.Assign(scope, value);
        return value;
    }
}
