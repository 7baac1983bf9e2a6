using System.Text.Json;

namespace Heed.Prompts.JsonSchemas.Keywords;

/// <summary>Keywords that say something about a schema and ask for nothing.</summary>
internal static class Annotations
{
    /// <summary>All of them.</summary>
    public static IReadOnlyList<SchemaKeyword> All { get; } =
    [
        .. new[] { "$id", "$comment", "title", "description", "contentMediaType", "contentEncoding" }.Select(name => new SchemaKeyword(name, Text)),
        .. new[] { "readOnly", "writeOnly", "deprecated" }.Select(name => new SchemaKeyword(name, Truth)),
        new("$schema", (checker, argument) =>
        {
            Text(checker, argument);
            if (argument.GetString()!.TrimEnd('#') is not ("http://json-schema.org/draft-07/schema" or "https://json-schema.org/draft-07/schema"))
                throw checker.Bad($"$schema: expected draft 7, http://json-schema.org/draft-07/schema#; got {argument.GetString()}");
        }),
        new("default", (_, _) => { }), new("contentSchema", (_, _) => { }), new("$vocabulary", (_, _) => { }),
        new("examples", (checker, argument) => checker.Needs(argument.ValueKind == JsonValueKind.Array, "a list", argument)),
        new("definitions", Definitions), new("$defs", Definitions),
    ];

    private static void Text(SchemaChecker checker, JsonElement argument) => checker.Needs(argument.ValueKind == JsonValueKind.String, "a text", argument);

    private static void Truth(SchemaChecker checker, JsonElement argument)
        => checker.Needs(argument.ValueKind is JsonValueKind.True or JsonValueKind.False, "true or false", argument);

    // What nothing refers to is not looked into, as in Ajv.
    private static void Definitions(SchemaChecker checker, JsonElement argument)
    {
        checker.Needs(argument.ValueKind == JsonValueKind.Object, "an object of schemas", argument);
        foreach (JsonProperty member in argument.EnumerateObject())
            checker.Needs(member.Value.ValueKind is JsonValueKind.Object or JsonValueKind.True or JsonValueKind.False, "a schema for each name", member.Value);
    }
}
