using Heed.Prompts.Scripts.Values;

namespace Heed.Prompts.Scripts.Expressions;

/// <summary>a, b.</summary>
internal sealed class SequenceExpression(IReadOnlyList<Expression> parts) : Expression
{
    public override object? Value(ScriptScope scope)
    {
        object? value = Undefined.Value;
        foreach (Expression part in parts) value = part.Value(scope);
        return value;
    }
}
