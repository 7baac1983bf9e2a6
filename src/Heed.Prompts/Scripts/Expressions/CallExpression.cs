using Heed.Prompts.Scripts.Values;

namespace Heed.Prompts.Scripts.Expressions;

/// <summary>f(a, ...b), a.f(b), f?.(a).</summary>
internal sealed class CallExpression(Expression callee, IReadOnlyList<Expression> arguments, bool optional, string written) : Expression
{
    public override object? Value(ScriptScope scope)
    {
        object? self = Undefined.Value;
        object? function = callee is MemberExpression member ? member.Value(scope, out self) : callee.Value(scope);
        if (function is ChainEnd || optional && ScriptValue.IsNothing(function)) return ChainEnd.Value;
        if (function is not ScriptFunction) throw ErrorValues.Type($"{written} is not a function");
        return scope.State.Call(function, self, [.. SpreadExpression.Values(scope, arguments)]);
    }
}
