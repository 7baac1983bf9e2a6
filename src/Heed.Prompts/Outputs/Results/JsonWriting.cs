using System.Text.Json;
using Heed.Prompts.Values;

namespace Heed.Prompts.Outputs.Results;

/// <summary>What all JSON of results is written with.</summary>
internal static class JsonWriting
{
    public static JsonWriterOptions Indented { get; } = new() { Indented = true, NewLine = "\n", Encoder = PlainEncoder.Shared };

    public static JsonWriterOptions OneLine { get; } = new() { Encoder = PlainEncoder.Shared };

    /// <summary>A number; null where JSON has none for it.</summary>
    public static void WriteFinite(this Utf8JsonWriter json, string name, double value)
    {
        json.WritePropertyName(name);
        json.WriteFiniteValue(value);
    }

    public static void WriteFiniteValue(this Utf8JsonWriter json, double value)
    {
        if (double.IsFinite(value)) json.WriteNumberValue(value);
        else json.WriteNullValue();
    }

    /// <summary>A member that is left out where there is nothing.</summary>
    public static void WriteDefined(this Utf8JsonWriter json, string name, JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.Undefined) return;
        json.WritePropertyName(name);
        value.WriteTo(json);
    }

    /// <summary>A member that is left out where there is nothing.</summary>
    public static void WriteDefined(this Utf8JsonWriter json, string name, string? value)
    {
        if (value is not null) json.WriteString(name, value);
    }

    public static void WriteValues(this Utf8JsonWriter json, string name, IReadOnlyDictionary<string, JsonElement> values)
    {
        json.WriteStartObject(name);
        foreach ((string key, JsonElement value) in values) json.WriteDefined(key, value);
        json.WriteEndObject();
    }

    public static void WriteNumbers(this Utf8JsonWriter json, string name, IEnumerable<KeyValuePair<string, double>> numbers)
    {
        json.WriteStartObject(name);
        foreach ((string key, double value) in numbers) json.WriteFinite(key, value);
        json.WriteEndObject();
    }
}
