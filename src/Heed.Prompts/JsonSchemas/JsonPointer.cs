using System.Globalization;
using System.Text.Json;

namespace Heed.Prompts.JsonSchemas;

/// <summary>Places in a JSON value (RFC 6901).</summary>
internal static class JsonPointer
{
    /// <summary>A name as a part of a pointer.</summary>
    public static string Escape(string name) => name.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal);

    /// <summary>What a reference inside a schema names: <c>#</c>, <c>#/a/b</c>, or an <c>$id</c>; null for nothing.</summary>
    public static JsonElement? Find(JsonElement root, string reference)
    {
        if (reference == "#") return root;
        if (!reference.StartsWith("#/", StringComparison.Ordinal)) return ById(root, reference, 0);
        JsonElement at = root;
        foreach (string part in reference[2..].Split('/'))
        {
            string name = Uri.UnescapeDataString(part).Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal);
            if (at.ValueKind == JsonValueKind.Object && at.TryGetProperty(name, out JsonElement member)) at = member;
            else if (at.ValueKind == JsonValueKind.Array && int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out int i)
                && i < at.GetArrayLength()) at = at[i];
            else return null;
        }
        return at;
    }

    private static JsonElement? ById(JsonElement at, string id, int depth)
    {
        if (depth > 200) return null;
        if (at.ValueKind == JsonValueKind.Array)
            return at.EnumerateArray().Select(item => ById(item, id, depth + 1)).FirstOrDefault(found => found is not null);
        if (at.ValueKind != JsonValueKind.Object) return null;
        if (at.TryGetProperty("$id", out JsonElement own) && own.ValueKind == JsonValueKind.String && own.GetString() == id) return at;
        return at.EnumerateObject().Select(member => ById(member.Value, id, depth + 1)).FirstOrDefault(found => found is not null);
    }
}
