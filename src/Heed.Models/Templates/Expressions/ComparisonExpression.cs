using Heed.Models.Templates.Values;

namespace Heed.Models.Templates.Expressions;

/// <summary><c>a == b</c> and the like; a chain <c>a &lt; b &lt; c</c> holds where each pair does.</summary>
internal sealed class ComparisonExpression(int line, Expression first, IReadOnlyList<(string Operator, Expression Right)> rest)
    : Expression(line)
{
    protected override object? Evaluate(Scope scope)
    {
        object? left = first.Value(scope);
        foreach ((string operation, Expression next) in rest)
        {
            object? right = next.Value(scope);
            if (!Holds(At(scope), operation, left, right)) return false;
            left = right;
        }
        return true;
    }

    /// <summary>Whether one comparison holds.</summary>
    public static bool Holds(RenderState state, string operation, object? left, object? right) => operation switch
    {
        "==" => Equality.Same(state, left, right),
        "!=" => !Equality.Same(state, left, right),
        "in" => Equality.Contains(state, right, left),
        "not in" => !Equality.Contains(state, right, left),
        "<" => Equality.Order(state, left, right) < 0,
        "<=" => Equality.Order(state, left, right) <= 0,
        ">" => Equality.Order(state, left, right) > 0,
        _ => Equality.Order(state, left, right) >= 0,
    };
}
