using System.Text.Json;

namespace Heed.Models.Families;

/// <summary>Lists in a config.json.</summary>
internal static class ConfigWriting
{
    /// <summary>A field with a list of numbers.</summary>
    public static void WriteNumbers(this Utf8JsonWriter json, string field, IEnumerable<int> numbers)
    {
        json.WriteStartArray(field);
        foreach (int number in numbers) json.WriteNumberValue(number);
        json.WriteEndArray();
    }

    /// <summary>A field with a list of numbers.</summary>
    public static void WriteNumbers(this Utf8JsonWriter json, string field, IEnumerable<double> numbers)
    {
        json.WriteStartArray(field);
        foreach (double number in numbers) json.WriteNumberValue(number);
        json.WriteEndArray();
    }

    /// <summary>A field with a list of texts.</summary>
    public static void WriteTexts(this Utf8JsonWriter json, string field, IEnumerable<string> texts)
    {
        json.WriteStartArray(field);
        foreach (string text in texts) json.WriteStringValue(text);
        json.WriteEndArray();
    }
}
