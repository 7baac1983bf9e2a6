using Heed.Prompts.Scripts.Values;

namespace Heed.Prompts.Scripts.Expressions;

/// <summary>An operator before a value.</summary>
internal sealed class UnaryExpression(string sign, Expression inner) : Expression
{
    public override object? Value(ScriptScope scope)
    {
        scope.State.Step();
        switch (sign)
        {
            case "typeof": return inner is NameExpression name && !scope.TryGet(name.Name, out _) ? "undefined" : ScriptValue.TypeOf(inner.Value(scope));
            case "delete":
                (inner as MemberExpression)?.Delete(scope);
                return true;
            case "!": return !ScriptValue.IsTrue(inner.Value(scope));
            case "-": return -ScriptValue.Number(scope.State, inner.Value(scope));
            case "+": return ScriptValue.Number(scope.State, inner.Value(scope));
            case "~": return (double)~ScriptValue.Bits(scope.State, inner.Value(scope));
            default:
                inner.Value(scope);
                return Undefined.Value;
        }
    }
}
