namespace Heed.Prompts.Scripts.Expressions;

/// <summary>...values, in a list, an object or a call, which take them apart.</summary>
internal sealed class SpreadExpression(Expression inner) : Expression
{
    public Expression Inner => inner;

    public override object? Value(ScriptScope scope) => inner.Value(scope);

    /// <summary>The values of some expressions, those behind dots taken apart.</summary>
    public static List<object?> Values(ScriptScope scope, IReadOnlyList<Expression> expressions)
    {
        var values = new List<object?>(expressions.Count);
        foreach (Expression expression in expressions)
        {
            int before = values.Count;
            if (expression is SpreadExpression spread) values.AddRange(Library.Iteration.Of(scope.State, spread.Inner.Value(scope)));
            else values.Add(expression.Value(scope));
            scope.State.Charge(values.Count - before);
        }
        return values;
    }
}
