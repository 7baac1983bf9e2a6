using Heed.Prompts.Scripts.Values;

namespace Heed.Prompts.Scripts.Expressions;

/// <summary>&amp;&amp;, || and ??.</summary>
internal sealed class LogicalExpression(string sign, Expression left, Expression right) : Expression
{
    public override object? Value(ScriptScope scope)
    {
        scope.State.Step();
        object? value = left.Value(scope);
        return Decides(sign, value) ? value : right.Value(scope);
    }

    /// <summary>Whether the left value alone decides.</summary>
    public static bool Decides(string sign, object? value) => sign switch
    {
        "&&" => !ScriptValue.IsTrue(value), "||" => ScriptValue.IsTrue(value), _ => !ScriptValue.IsNothing(value),
    };
}
