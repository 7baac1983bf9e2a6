namespace Heed.Models.Templates.Values;

/// <summary>Equality and order as Python defines them.</summary>
internal static class Equality
{
    /// <summary>Whether two values are equal; numbers and truth values compare by value, everything else only with its kind.</summary>
    public static bool Same(RenderState state, object? left, object? right)
    {
        state.Step();
        if (Numbers.IsNumber(left) && Numbers.IsNumber(right)) return Numbers.Compare(left!, right!) == 0;
        if (left is string text) return right is string other && text == other;
        if (left is Undefined) return right is Undefined;
        if (ReferenceEquals(left, right)) return true;
        if (left is ListValue list)
            return right is ListValue items && list.IsTuple == items.IsTuple && list.Items.Count == items.Items.Count
                && list.Items.Zip(items.Items).All(pair => Same(state, pair.First, pair.Second));
        return left is MapValue map && right is MapValue entries && map.Entries.Count == entries.Entries.Count
            && map.Entries.All(entry => entries.TryGet(entry.Key, out object? value) && Same(state, entry.Value, value));
    }

    /// <summary>Which of two values comes first: below 0 the left one. Null where one is not a number (NaN).</summary>
    /// <exception cref="HeedException">They have no order.</exception>
    public static int? Order(RenderState state, object? left, object? right)
    {
        state.Step();
        if (Numbers.IsNumber(left) && Numbers.IsNumber(right)) return Numbers.Compare(left!, right!);
        if (left is string text && right is string other) return CodePoints.Compare(text, other);
        if (left is ListValue list && right is ListValue items && list.IsTuple == items.IsTuple)
        {
            for (int i = 0; i < Math.Min(list.Items.Count, items.Items.Count); i++)
                if (!Same(state, list.Items[i], items.Items[i])) return Order(state, list.Items[i], items.Items[i]);
            return list.Items.Count.CompareTo(items.Items.Count);
        }
        throw state.Error($"expected two numbers, two texts or two lists to compare; got {Kind.Of(left)} and {Kind.Of(right)}.");
    }

    /// <summary>Whether a container holds a value.</summary>
    public static bool Contains(RenderState state, object? container, object? value) => container switch
    {
        string text => value is string part
            ? text.Contains(part, StringComparison.Ordinal)
            : throw state.Error($"in: expected a text to look for in a text; got {Kind.Of(value)}."),
        MapValue map => map.TryGet(value, out _),
        ListValue list => list.Items.Any(item => Same(state, item, value)),
        Undefined => false,
        _ => throw state.Error($"in: expected a list, a mapping or a text to look into; got {Kind.Of(container)}."),
    };
}
