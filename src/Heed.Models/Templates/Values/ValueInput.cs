using System.Collections;
using System.Text.Json;

namespace Heed.Models.Templates.Values;

/// <summary>Turns .NET values and JSON into values of the template language.</summary>
internal static class ValueInput
{
    // Deeper than any prompt, and far from the end of the stack.
    private const int MaxDepth = 200;

    /// <summary>A .NET value.</summary>
    /// <param name="value">The value.</param>
    /// <param name="name">What it is called in messages.</param>
    /// <exception cref="HeedException">It is of a type that has no counterpart.</exception>
    public static object? From(object? value, string name) => From(value, name, 0);

    private static object? From(object? value, string name, int depth)
    {
        if (depth > MaxDepth)
            throw new HeedException($"{name}: expected values at most {MaxDepth} deep in each other; got more, or one that holds itself.");
        return value switch
        {
            null or bool or long or double or string or ListValue or MapValue or NamespaceValue or FunctionValue or Undefined => value,
            int or uint or short or ushort or byte or sbyte => Convert.ToInt64(value),
            float number => (double)number,
            JsonElement json => FromJson(json, name, depth),
            IReadOnlyDictionary<string, object?> map => Map(map.Select(pair => (pair.Key, pair.Value)), name, depth),
            IReadOnlyDictionary<string, JsonElement> map => Map(map.Select(pair => (pair.Key, (object?)pair.Value)), name, depth),
            IReadOnlyDictionary<string, string> map => Map(map.Select(pair => (pair.Key, (object?)pair.Value)), name, depth),
            IEnumerable items => new ListValue([.. items.Cast<object?>().Select((item, i) => From(item, $"{name}[{i}]", depth + 1))]),
            _ => throw new HeedException(
                $"{name}: expected null, a truth value, a number, a text, a sequence, a dictionary with text keys or a JsonElement; got {value.GetType().Name}."),
        };
    }

    private static MapValue Map(IEnumerable<(string Key, object? Value)> entries, string name, int depth)
    {
        var map = new MapValue();
        foreach ((string key, object? value) in entries) map.Set(key, From(value, $"{name}.{key}", depth + 1));
        return map;
    }

    private static object? FromJson(JsonElement json, string name, int depth)
    {
        try
        {
            return json.ValueKind switch
            {
                JsonValueKind.Null or JsonValueKind.Undefined => null,
                JsonValueKind.True => true,
                JsonValueKind.False => false,
                JsonValueKind.String => json.GetString(),
                JsonValueKind.Number => Number(json, name),
                JsonValueKind.Array => new ListValue([.. json.EnumerateArray().Select((item, i) => From(item, $"{name}[{i}]", depth + 1))]),
                _ => Map(json.EnumerateObject().Select(p => (p.Name, (object?)p.Value)), name, depth),
            };
        }
        catch (InvalidOperationException error)
        {
            throw new HeedException($"{name}: expected valid text; got an escape of half a character.", error);
        }
    }

    private static object Number(JsonElement json, string name)
    {
        if (json.GetRawText().AsSpan().IndexOfAny('.', 'e', 'E') >= 0) return json.GetDouble();
        return json.TryGetInt64(out long whole) ? whole
            : throw new HeedException($"{name}: expected a whole number of at most 64 bits; got {json.GetRawText()}.");
    }
}
