namespace Heed.Prompts.Scripts.Values;

/// <summary>An object: names and values, in the order in which they came.</summary>
internal class ScriptObject
{
    /// <summary>Its own members.</summary>
    public OrderedDictionary<string, object?> Members { get; } = new(StringComparer.Ordinal);

    /// <summary>Whether it was made by Error or one of its kind.</summary>
    public bool IsError { get; init; }

    /// <summary>Whether it may not be changed.</summary>
    public bool IsFrozen { get; set; }
}
