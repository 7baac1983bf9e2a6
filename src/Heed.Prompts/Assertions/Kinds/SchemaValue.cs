using Heed.Prompts.Configs.Nodes;
using System.Text.Json;
using Heed.Prompts.JsonSchemas;
using Heed.Prompts.Values;

namespace Heed.Prompts.Assertions.Kinds;

/// <summary>The schema of <c>is-json</c> and <c>contains-json</c>: an object, or YAML text of one.</summary>
internal static class SchemaValue
{
    private const int Shown = 10;

    /// <summary>Reads it; null where there is none.</summary>
    /// <exception cref="HeedException">It is no schema, or asks for what the schema language does not have.</exception>
    public static JsonSchema? Read(AssertionContext context)
    {
        JsonElement value = context.Value;
        if (value.ValueKind == JsonValueKind.Undefined || value.ValueKind == JsonValueKind.String && value.GetString()!.Length == 0) return null;
        string source = $"{context.Assertion.Place}: {context.Assertion.Type}";
        if (value.ValueKind == JsonValueKind.String) value = YamlNodes.Read(value.GetString()!, source).ToJson();
        return value.ValueKind == JsonValueKind.Object ? JsonSchema.Parse(value, source)
            : throw context.Error($"expected a JSON schema (an object, or its YAML text) as value; got {JsonText.Kind(value)}.");
    }

    /// <summary>What is said of an output that does not hold to it.</summary>
    public static string Failure(IReadOnlyList<SchemaError> errors)
        => $"JSON does not conform to the provided schema. Errors: {string.Join(", ", errors.Take(Shown))}"
            + (errors.Count > Shown ? $" and {errors.Count - Shown} more" : "");
}
