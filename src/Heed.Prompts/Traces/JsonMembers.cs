using System.Globalization;
using System.Text.Json;

namespace Heed.Prompts.Traces;

/// <summary>Members of objects in a store: what is empty is left out, and what is left out is read as empty.</summary>
internal static class JsonMembers
{
    public static void WriteValue(this Utf8JsonWriter json, string name, JsonElement value)
    {
        json.WritePropertyName(name);
        if (value.ValueKind == JsonValueKind.Undefined) json.WriteNullValue();
        else value.WriteTo(json);
    }

    public static void WriteObject(this Utf8JsonWriter json, string name, IReadOnlyDictionary<string, JsonElement> members)
    {
        if (members.Count == 0) return;
        json.WriteStartObject(name);
        foreach ((string member, JsonElement value) in members) json.WriteValue(member, value);
        json.WriteEndObject();
    }

    public static void WriteNumbers(this Utf8JsonWriter json, string name, IReadOnlyList<int> numbers)
    {
        if (numbers.Count == 0) return;
        json.WriteStartArray(name);
        foreach (int number in numbers) json.WriteNumberValue(number);
        json.WriteEndArray();
    }

    public static void WriteNumbers(this Utf8JsonWriter json, string name, IReadOnlyList<double> numbers)
    {
        if (numbers.Count == 0) return;
        json.WriteStartArray(name);
        foreach (double number in numbers)
            if (double.IsFinite(number)) json.WriteNumberValue(number);
            else json.WriteStringValue(Name(number));
        json.WriteEndArray();
    }

    public static void WriteDouble(this Utf8JsonWriter json, string name, double number)
    {
        if (BitConverter.DoubleToInt64Bits(number) == 0) return;
        if (double.IsFinite(number)) json.WriteNumber(name, number);
        else json.WriteString(name, Name(number));
    }

    public static void WriteTexts(this Utf8JsonWriter json, string name, IReadOnlyList<string> texts)
    {
        if (texts.Count == 0) return;
        json.WriteStartArray(name);
        foreach (string text in texts) json.WriteStringValue(text);
        json.WriteEndArray();
    }

    public static void WriteScores(this Utf8JsonWriter json, string name, IReadOnlyDictionary<string, double> scores)
    {
        if (scores.Count == 0) return;
        json.WriteStartObject(name);
        foreach ((string score, double value) in scores)
            if (double.IsFinite(value)) json.WriteNumber(score, value);
            else json.WriteString(score, Name(value));
        json.WriteEndObject();
    }

    public static string? Text(this JsonElement json, string name) => json.TryGetProperty(name, out JsonElement value) ? value.GetString() : null;

    public static double Double(this JsonElement json, string name) => json.TryGetProperty(name, out JsonElement value) ? Double(value) : 0;

    public static IReadOnlyList<int> Integers(this JsonElement json, string name)
        => json.TryGetProperty(name, out JsonElement value) ? [.. value.EnumerateArray().Select(item => item.GetInt32())] : [];

    public static IReadOnlyList<double> Doubles(this JsonElement json, string name)
        => json.TryGetProperty(name, out JsonElement value) ? [.. value.EnumerateArray().Select(Double)] : [];

    public static IReadOnlyList<string> Texts(this JsonElement json, string name)
        => json.TryGetProperty(name, out JsonElement value) ? [.. value.EnumerateArray().Select(item => item.GetString()!)] : [];

    public static IReadOnlyDictionary<string, double> Scores(this JsonElement json, string name)
    {
        var scores = new Dictionary<string, double>();
        if (json.TryGetProperty(name, out JsonElement value))
            foreach (JsonProperty score in value.EnumerateObject()) scores[score.Name] = Double(score.Value);
        return scores;
    }

    public static IReadOnlyDictionary<string, JsonElement> Members(this JsonElement json, string name)
    {
        var members = new Dictionary<string, JsonElement>();
        if (json.TryGetProperty(name, out JsonElement value))
            foreach (JsonProperty member in value.EnumerateObject()) members[member.Name] = member.Value.Clone();
        return members;
    }

    // JSON has no word for these; the logarithm of nothing is one of them.
    private static string Name(double number) => number.ToString(CultureInfo.InvariantCulture);

    private static double Double(JsonElement value)
        => value.ValueKind == JsonValueKind.String ? double.Parse(value.GetString()!, CultureInfo.InvariantCulture) : value.GetDouble();
}
