using Heed.Models.Templates.Values;

namespace Heed.Models.Templates.Expressions;

/// <summary><c>value[start:stop:step]</c>.</summary>
/// <param name="line">Its line.</param>
/// <param name="value">What is sliced.</param>
/// <param name="bounds">Start, stop and step; null where left out.</param>
internal sealed class SliceExpression(int line, Expression value, Expression?[] bounds) : Expression(line)
{
    protected override object? Evaluate(Scope scope)
    {
        object? sliced = value.Value(scope);
        long?[] places = [.. bounds.Select(bound
            => bound?.Value(scope) is { } place ? Kind.Whole(At(scope), "slice", place) : (long?)null)];
        return Slicing.Take(At(scope), sliced, places[0], places[1], places[2]);
    }
}
