namespace Heed.Models.Templates.Values;

/// <summary><c>+ - * / // % **</c> as Python has them on numbers; + joins texts and lists, * repeats them.</summary>
internal static class PythonArithmetic
{
    /// <summary>Works it out.</summary>
    /// <exception cref="HeedException">The operation has no meaning for these values.</exception>
    public static object? Apply(RenderState state, string operation, object? a, object? b)
    {
        if (Numbers.IsNumber(a) && Numbers.IsNumber(b)) return Numbers.Apply(state, operation, a!, b!);
        return (operation, a, b) switch
        {
            ("+", string first, string second) => Joined(state, first, second),
            ("+", ListValue first, ListValue second) when first.IsTuple == second.IsTuple => Joined(state, first, second),
            ("*", string or ListValue, long or bool) => Repeated(state, a, Kind.Whole(state, "*", b)),
            ("*", long or bool, string or ListValue) => Repeated(state, b, Kind.Whole(state, "*", a)),
            ("%", string, _) => throw state.Unsupported(
                "'%' on a text (formatting) is not supported; expected '~' or '+' to put texts together."),
            _ => throw state.Error(
                $"{operation}: expected {(operation == "+" ? "two numbers, two texts or two lists" : "two numbers")}; got {Kind.Of(a)} and {Kind.Of(b)}."
                + (operation == "+" && (a is string || b is string) ? " Put texts and other values together with '~'." : "")),
        };
    }

    private static string Joined(RenderState state, string first, string second)
    {
        state.Text((long)first.Length + second.Length);
        return first + second;
    }

    private static ListValue Joined(RenderState state, ListValue first, ListValue second)
    {
        state.Step((long)first.Items.Count + second.Items.Count);
        return new ListValue([.. first.Items, .. second.Items], first.IsTuple);
    }

    private static object? Repeated(RenderState state, object? value, long times)
    {
        times = Math.Clamp(times, 0, int.MaxValue);
        if (value is string text)
        {
            state.Text(text.Length * times);
            return string.Concat(Enumerable.Repeat(text, text.Length == 0 ? 0 : (int)times));
        }
        var list = (ListValue)value!;
        state.Step(list.Items.Count * times);
        return new ListValue(list.Items.Count == 0 ? []
            : [.. Enumerable.Repeat(list.Items, (int)times).SelectMany(items => items)], list.IsTuple);
    }
}
