using Heed.Prompts.Scripts.Values;

namespace Heed.Prompts.Scripts.Expressions;

/// <summary>new Set(a).</summary>
internal sealed class NewExpression(Expression callee, IReadOnlyList<Expression> arguments) : Expression
{
    public override object? Value(ScriptScope scope)
        => callee.Value(scope) is ScriptFunction { Construct: { } construct } ? construct(scope.State, [.. SpreadExpression.Values(scope, arguments)])
            : throw ErrorValues.Type("new: expected Set, Map, RegExp, Array, Object or Error; classes are not there");
}
