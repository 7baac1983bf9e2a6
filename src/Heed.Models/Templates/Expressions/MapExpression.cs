using Heed.Models.Templates.Values;

namespace Heed.Models.Templates.Expressions;

/// <summary><c>{key: value}</c>.</summary>
internal sealed class MapExpression(int line, IReadOnlyList<(Expression Key, Expression Value)> entries) : Expression(line)
{
    protected override object? Evaluate(Scope scope)
    {
        var map = new MapValue();
        foreach ((Expression keyPart, Expression valuePart) in entries)
        {
            object? key = keyPart.Value(scope);
            if (!MapValue.CanBeKey(key))
                throw At(scope).Error($"mapping: expected a text, a number, a truth value or none as key; got {Kind.Of(key)}.");
            map.Set(key, valuePart.Value(scope));
        }
        return map;
    }
}
