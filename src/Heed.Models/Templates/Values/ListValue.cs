namespace Heed.Models.Templates.Values;

/// <summary>A list or a tuple; never changed.</summary>
/// <param name="Items">Its items.</param>
/// <param name="IsTuple">Whether it is a tuple.</param>
internal sealed record ListValue(IReadOnlyList<object?> Items, bool IsTuple = false)
{
    /// <summary>A pair, as loops over mappings give.</summary>
    public static ListValue Pair(object? first, object? second) => new([first, second], IsTuple: true);
}
