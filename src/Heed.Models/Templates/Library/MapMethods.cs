using Heed.Models.Templates.Values;

namespace Heed.Models.Templates.Library;

/// <summary>The methods of mappings that change nothing.</summary>
internal static class MapMethods
{
    private static readonly string[] _changing = ["clear", "pop", "popitem", "setdefault", "update"];

    /// <summary>A method; null where mappings have none of that name.</summary>
    public static FunctionValue? Find(RenderState state, MapValue map, string name)
    {
        // An entry of such a name is read where there is one: only the method cannot be had.
        if (_changing.Contains(name) && !map.TryGet(name, out _))
            throw state.Unsupported($"dict.{name} would change a mapping, which templates cannot; expected a namespace to set members of.");
        return name switch
        {
            "items" => FunctionValue.Of("dict.items", Signature.Of(), (_, _) => Pairs(map)),
            "keys" => FunctionValue.Of("dict.keys", Signature.Of(), (_, _) => new ListValue([.. map.Entries.Select(entry => entry.Key)])),
            "values" => FunctionValue.Of("dict.values", Signature.Of(), (_, _)
                => new ListValue([.. map.Entries.Select(entry => entry.Value)])),
            "get" => FunctionValue.Of("dict.get", Signature.Of("key").With("default", null), (_, p)
                => map.TryGet(p[0], out object? value) ? value : p[1]),
            "copy" => FunctionValue.Of("dict.copy", Signature.Of(), (_, _) => map),
            _ => null,
        };
    }

    /// <summary>The entries as pairs.</summary>
    public static ListValue Pairs(MapValue map) => new([.. map.Entries.Select(entry => ListValue.Pair(entry.Key, entry.Value))]);
}
