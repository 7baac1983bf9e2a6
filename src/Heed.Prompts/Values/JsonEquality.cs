using System.Text.Json;

namespace Heed.Prompts.Values;

/// <summary>Whether two JSON values are the same: numbers by value, objects in any order of their names, of names given twice the last.</summary>
internal static class JsonEquality
{
    /// <summary>Compares.</summary>
    public static bool AreEqual(JsonElement a, JsonElement b)
    {
        if (a.ValueKind != b.ValueKind) return false;
        switch (a.ValueKind)
        {
            case JsonValueKind.Number: return a.GetDouble() == b.GetDouble();
            case JsonValueKind.String: return a.GetString() == b.GetString();
            case JsonValueKind.Array:
                return a.GetArrayLength() == b.GetArrayLength() && a.EnumerateArray().Zip(b.EnumerateArray()).All(pair => AreEqual(pair.First, pair.Second));
            case JsonValueKind.Object:
                Dictionary<string, JsonElement> first = Members(a), second = Members(b);
                return first.Count == second.Count && first.All(m => second.TryGetValue(m.Key, out JsonElement other) && AreEqual(m.Value, other));
            default: return true;
        }
    }

    private static Dictionary<string, JsonElement> Members(JsonElement value)
    {
        var members = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        foreach (JsonProperty member in value.EnumerateObject()) members[member.Name] = member.Value;
        return members;
    }
}
