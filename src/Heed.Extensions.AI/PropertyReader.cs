using System.Text.Json;
using Microsoft.Extensions.AI;

namespace Heed.Extensions.AI;

/// <summary>Reads <c>AdditionalProperties</c>: a name that is not known, or a value of another kind, is refused.</summary>
/// <param name="properties">The properties; null for none.</param>
internal sealed class PropertyReader(AdditionalPropertiesDictionary? properties)
{
    /// <summary>Refuses names that nobody reads.</summary>
    /// <param name="known">Those that are read.</param>
    /// <exception cref="HeedException">There is another one.</exception>
    public void RefuseUnknown(params IReadOnlyList<string> known)
    {
        foreach (string name in properties?.Keys ?? [])
            if (!known.Contains(name, StringComparer.OrdinalIgnoreCase))
                throw Refused.Of($"AdditionalProperties[\"{name}\"]",
                    (known.Count == 0 ? "Heed knows none here" : $"Heed knows {string.Join(", ", known)}") + ". Leave it out");
    }

    /// <summary>A number, or null where there is none.</summary>
    public float? Number(string name) => Value(name) switch
    {
        null => null,
        float number => number,
        double number => (float)number,
        decimal number => (float)number,
        int number => number,
        long number => number,
        JsonElement { ValueKind: JsonValueKind.Number } json => json.GetSingle(),
        var other => throw Wrong(name, "a number", other),
    };

    /// <summary>A truth value, false where there is none.</summary>
    public bool Flag(string name) => Value(name) switch
    {
        null => false,
        bool flag => flag,
        JsonElement { ValueKind: JsonValueKind.True or JsonValueKind.False } json => json.GetBoolean(),
        var other => throw Wrong(name, "true or false", other),
    };

    /// <summary>A dictionary, empty where there is none.</summary>
    public IReadOnlyDictionary<string, object?> Map(string name) => Value(name) switch
    {
        null => new Dictionary<string, object?>(),
        IReadOnlyDictionary<string, object?> map => map,
        JsonElement { ValueKind: JsonValueKind.Object } json => json.EnumerateObject().ToDictionary(p => p.Name, p => (object?)p.Value),
        var other => throw Wrong(name, "a dictionary with text keys", other),
    };

    private object? Value(string name) => properties is not null && properties.TryGetValue(name, out object? value) ? value : null;

    private static HeedException Wrong(string name, string expected, object value)
        => new($"AdditionalProperties[\"{name}\"]: expected {expected}; got {value} ({value.GetType().Name}).");
}
