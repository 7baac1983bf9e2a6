namespace Heed.Prompts.Scripts.Values;

/// <summary>A Map, or a Set, whose values are its keys: keys of any kind, in the order in which they came.</summary>
/// <param name="isMap">Whether it is a Map.</param>
internal sealed class ScriptTable(bool isMap) : ScriptObject
{
    private static readonly object s_null = new();

    /// <summary>Whether it is a Map.</summary>
    public bool IsMap => isMap;

    /// <summary>Keys with their values.</summary>
    public OrderedDictionary<object, (object? Key, object? Value)> Entries { get; } = [];

    /// <summary>A key as .NET compares it: numbers by value, texts by their characters, objects by themselves.</summary>
    public static object Key(object? key) => key switch { null => s_null, double number => number + 0.0, _ => key };
}
