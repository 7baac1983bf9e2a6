using Heed.Models.Templates.Values;

namespace Heed.Models.Templates.Nunjucks;

/// <summary>Comparisons as ECMAScript has them; <c>in</c> as nunjucks has it.</summary>
internal static class ScriptComparison
{
    /// <summary>Whether one holds.</summary>
    public static bool Holds(RenderState state, string operation, object? left, object? right) => operation switch
    {
        "==" => Loosely(state, left, right),
        "!=" => !Loosely(state, left, right),
        "===" => Strictly(left, right),
        "!==" => !Strictly(left, right),
        "in" => Contains(state, right, left),
        "not in" => !Contains(state, right, left),
        _ => Ordered(state, operation, left, right),
    };

    /// <summary><c>===</c>: the same kind and the same value; lists and mappings only with themselves.</summary>
    public static bool Strictly(object? left, object? right) => (left, right) switch
    {
        (null, null) or (Undefined, Undefined) => true,
        (bool a, bool b) => a == b,
        (string a, string b) => a == b,
        (long or double, long or double) => Numbers.Real(left) == Numbers.Real(right),
        _ => left is not (null or bool or string or long or double) && ReferenceEquals(left, right),
    };

    private static bool Loosely(RenderState state, object? left, object? right)
    {
        if (Strictly(left, right)) return true;
        bool leftEmpty = left is null or Undefined, rightEmpty = right is null or Undefined;
        if (leftEmpty || rightEmpty) return leftEmpty && rightEmpty;
        if (!IsPlain(left) && !IsPlain(right)) return false;
        // A list or mapping is compared by its text; two texts as texts, anything else as numbers.
        object? a = IsPlain(left) ? left : ScriptValues.Text(state, left), b = IsPlain(right) ? right : ScriptValues.Text(state, right);
        return a is string x && b is string y ? x == y : ScriptValues.Number(state, a) == ScriptValues.Number(state, b);
    }

    private static bool Ordered(RenderState state, string operation, object? left, object? right)
    {
        object? a = IsPlain(left) || left is null or Undefined ? left : ScriptValues.Text(state, left);
        object? b = IsPlain(right) || right is null or Undefined ? right : ScriptValues.Text(state, right);
        if (a is string x && b is string y)
        {
            int order = string.CompareOrdinal(x, y);
            return operation switch { "<" => order < 0, "<=" => order <= 0, ">" => order > 0, _ => order >= 0 };
        }
        (double m, double n) = (ScriptValues.Number(state, a), ScriptValues.Number(state, b));
        return operation switch { "<" => m < n, "<=" => m <= n, ">" => m > n, _ => m >= n };
    }

    private static bool Contains(RenderState state, object? container, object? value) => container switch
    {
        ListValue list => list.Items.Any(item => Strictly(item, value)),
        string text => text.Contains(ScriptValues.Spelled(state, value), StringComparison.Ordinal),
        MapValue map => map.TryGet(ScriptValues.Spelled(state, value), out _),
        _ => throw state.Error($"in: expected a list, a mapping or a text to look into; got {Kind.Of(container)}."),
    };

    private static bool IsPlain(object? value) => value is bool or string or long or double;
}
