namespace Heed.Models.Templates.Values;

/// <summary>What a value is, in words and to the few questions the language asks.</summary>
internal static class Kind
{
    /// <summary>For messages.</summary>
    public static string Of(object? value) => value switch
    {
        null => "none",
        bool => "a truth value",
        long => "a whole number",
        double => "a number",
        string => "a text",
        ListValue { IsTuple: true } => "a tuple",
        ListValue => "a list",
        MapValue => "a mapping",
        NamespaceValue => "a namespace",
        FunctionValue => "a function",
        Undefined undefined => $"nothing ({undefined.Why})",
        _ => "a loop",
    };

    /// <summary>Python's truth: none, false, 0, empty texts, lists and mappings and the undefined are false.</summary>
    public static bool IsTrue(object? value) => value switch
    {
        null or Undefined => false,
        bool flag => flag,
        long number => number != 0,
        double number => number != 0,
        string text => text.Length > 0,
        ListValue list => list.Items.Count > 0,
        MapValue map => map.Entries.Count > 0,
        _ => true,
    };

    /// <summary>How many items a value has; null where the question makes no sense.</summary>
    public static int? Length(object? value) => value switch
    {
        string text => CodePoints.Count(text),
        ListValue list => list.Items.Count,
        MapValue map => map.Entries.Count,
        Undefined => 0,
        _ => null,
    };

    /// <summary>The items a loop over a value visits; null where it has none to visit.</summary>
    public static IReadOnlyList<object?>? Items(object? value) => value switch
    {
        ListValue list => list.Items,
        MapValue map => [.. map.Entries.Select(entry => entry.Key)],
        string text => [.. CodePoints.Split(text)],
        Undefined => [],
        _ => null,
    };

    /// <summary>The same where there must be some.</summary>
    public static IReadOnlyList<object?> Items(RenderState state, string what, object? value)
    {
        IReadOnlyList<object?> items = Items(value)
            ?? throw state.Error($"{what}: expected a list, a mapping or a text to go through; got {Of(value)}.");
        state.Step(items.Count);
        return items;
    }

    /// <summary>A whole number that an argument must be.</summary>
    public static long Whole(RenderState state, string what, object? value) => value switch
    {
        long number => number,
        bool flag => flag ? 1 : 0,
        _ => throw state.Error($"{what}: expected a whole number; got {Of(value)}."),
    };

    /// <summary>A text that an argument must be.</summary>
    public static string Text(RenderState state, string what, object? value)
        => value as string ?? throw state.Error($"{what}: expected a text; got {Of(value)}.");
}
