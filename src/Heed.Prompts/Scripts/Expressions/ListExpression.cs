using Heed.Prompts.Scripts.Values;

namespace Heed.Prompts.Scripts.Expressions;

/// <summary>[a, b, ...c].</summary>
internal sealed class ListExpression(IReadOnlyList<Expression> items) : Expression
{
    public IReadOnlyList<Expression> Items => items;

    public override object? Value(ScriptScope scope) => new ScriptList(SpreadExpression.Values(scope, items));
}
