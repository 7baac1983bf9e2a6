using Heed.Models.Templates.Values;

namespace Heed.Models.Templates.Expressions;

/// <summary><c>[a, b]</c> or <c>(a, b)</c>.</summary>
internal sealed class ListExpression(int line, IReadOnlyList<Expression> items, bool isTuple) : Expression(line)
{
    /// <summary>The items.</summary>
    public IReadOnlyList<Expression> Items => items;

    /// <summary>Whether it is a tuple.</summary>
    public bool IsTuple => isTuple;

    protected override object? Evaluate(Scope scope) => new ListValue([.. items.Select(item => item.Value(scope))], isTuple);
}
