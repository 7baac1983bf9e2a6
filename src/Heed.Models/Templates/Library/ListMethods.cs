using Heed.Models.Templates.Values;

namespace Heed.Models.Templates.Library;

/// <summary>The methods of lists and tuples that change nothing.</summary>
internal static class ListMethods
{
    private static readonly string[] _changing = ["append", "clear", "extend", "insert", "pop", "remove", "reverse", "sort"];

    /// <summary>A method; null where lists have none of that name.</summary>
    public static FunctionValue? Find(RenderState state, ListValue list, string name)
    {
        if (!list.IsTuple && _changing.Contains(name))
            throw state.Unsupported(
                $"list.{name} would change a list, which templates cannot; expected a new list, such as list + [item] in a namespace.");
        return name switch
        {
            "count" => FunctionValue.Of("list.count", Signature.Of("value"), (s, p)
                => (long)list.Items.Count(item => Equality.Same(s, item, p[0]))),
            "index" => FunctionValue.Of("list.index", Signature.Of("value"), (s, p) => Index(s, list, p[0])),
            "copy" when !list.IsTuple => FunctionValue.Of("list.copy", Signature.Of(), (_, _) => list),
            _ => null,
        };
    }

    private static object Index(RenderState state, ListValue list, object? value)
    {
        for (int i = 0; i < list.Items.Count; i++)
            if (Equality.Same(state, list.Items[i], value)) return (long)i;
        throw state.Error("list.index: expected an item of the list; it is not there.");
    }
}
