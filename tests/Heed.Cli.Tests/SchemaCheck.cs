using System.Text.Json;

namespace Heed.Cli.Tests;

/// <summary>The part of JSON Schema that docs/schemas uses: type, required, properties, additionalProperties, items, enum, minimum, maximum, oneOf,
/// $ref.</summary>
internal sealed class SchemaCheck
{
    private static readonly string[] s_known =
        ["$schema", "title", "description", "$defs", "type", "required", "properties", "additionalProperties", "items", "enum", "minimum", "maximum", "oneOf",
            "$ref"];

    private readonly JsonElement _root;

    private SchemaCheck(JsonElement root) => _root = root;

    /// <summary>What is wrong with a value; empty when nothing is.</summary>
    /// <param name="schema">A name in docs/schemas.</param>
    /// <param name="value">The value.</param>
    public static IReadOnlyList<string> Of(string schema, JsonElement value)
    {
        DirectoryInfo folder = new(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Heed.slnx"))) folder = folder.Parent!;
        using JsonDocument document = JsonDocument.Parse(File.ReadAllText(Path.Combine(folder.FullName, "docs", "schemas", schema + ".json")));
        return [.. new SchemaCheck(document.RootElement).Errors(document.RootElement, value, "$")];
    }

    private IEnumerable<string> Errors(JsonElement schema, JsonElement value, string path)
    {
        foreach (JsonProperty word in schema.EnumerateObject())
            if (!s_known.Contains(word.Name)) yield return $"{path}: the schema says {word.Name}, which is not checked";
        if (schema.TryGetProperty("$ref", out JsonElement reference))
            foreach (string error in Errors(_root.GetProperty("$defs").GetProperty(reference.GetString()!["#/$defs/".Length..]), value,
                path)) yield return error;
        if (schema.TryGetProperty("oneOf", out JsonElement choices))
        {
            string[][] wrong = [.. choices.EnumerateArray().Select(choice => Errors(choice, value, path).ToArray())];
            if (wrong.Count(errors => errors.Length == 0) != 1) yield return $"{path}: fits {wrong.Count(errors => errors.Length == 0)} of oneOf: {string.Join("; ", wrong.SelectMany(errors => errors).Take(6))}";
        }
        if (schema.TryGetProperty("type", out JsonElement type)
            && !(type.ValueKind == JsonValueKind.Array ? type.EnumerateArray().Any(t => Is(t.GetString()!, value)) : Is(type.GetString()!, value)))
            yield return $"{path}: expected {type}; got {value.ValueKind}";
        if (schema.TryGetProperty("enum", out JsonElement values)
            && !values.EnumerateArray().Any(one => one.GetString() == value.GetString())) yield return $"{path}: {value} is none of {values}";
        if (value.ValueKind == JsonValueKind.Number)
        {
            if (schema.TryGetProperty("minimum", out JsonElement least) && value.GetDouble() < least.GetDouble()) yield return $"{path}: {value} < {least}";
            if (schema.TryGetProperty("maximum", out JsonElement most) && value.GetDouble() > most.GetDouble()) yield return $"{path}: {value} > {most}";
        }
        if (value.ValueKind == JsonValueKind.Array && schema.TryGetProperty("items", out JsonElement items))
            foreach ((int i, JsonElement item) in value.EnumerateArray().Index())
                foreach (string error in Errors(items, item, $"{path}[{i}]")) yield return error;
        if (value.ValueKind == JsonValueKind.Object)
            foreach (string error in Members(schema, value, path)) yield return error;
    }

    private IEnumerable<string> Members(JsonElement schema, JsonElement value, string path)
    {
        if (schema.TryGetProperty("required", out JsonElement required))
            foreach (JsonElement name in required.EnumerateArray())
                if (!value.TryGetProperty(name.GetString()!, out _)) yield return $"{path}: no {name}";
        if (!schema.TryGetProperty("properties", out JsonElement properties)) yield break;
        foreach (JsonProperty member in value.EnumerateObject())
            if (properties.TryGetProperty(member.Name, out JsonElement inner))
                foreach (string error in Errors(inner, member.Value, $"{path}.{member.Name}")) yield return error;
            else if (schema.TryGetProperty("additionalProperties", out JsonElement more)
                && more.ValueKind == JsonValueKind.False) yield return $"{path}: {member.Name} is not in the schema";
    }

    private static bool Is(string type, JsonElement value) => type switch
    {
        "object" => value.ValueKind == JsonValueKind.Object,
        "array" => value.ValueKind == JsonValueKind.Array,
        "string" => value.ValueKind == JsonValueKind.String,
        "boolean" => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
        "null" => value.ValueKind == JsonValueKind.Null,
        "number" => value.ValueKind == JsonValueKind.Number,
        "integer" => value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out _),
        _ => false,
    };
}
