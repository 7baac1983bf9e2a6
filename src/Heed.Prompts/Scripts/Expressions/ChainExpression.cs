using Heed.Prompts.Scripts.Values;

namespace Heed.Prompts.Scripts.Expressions;

/// <summary>A whole chain with ?. in it.</summary>
internal sealed class ChainExpression(Expression inner) : Expression
{
    public override object? Value(ScriptScope scope) => inner.Value(scope) is var value and not ChainEnd ? value : Undefined.Value;
}
