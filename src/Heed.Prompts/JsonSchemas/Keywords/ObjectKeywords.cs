using System.Text.Json;
using Heed.Prompts.Values;

namespace Heed.Prompts.JsonSchemas.Keywords;

/// <summary>Keywords for objects.</summary>
internal static class ObjectKeywords
{
    /// <summary>All of them.</summary>
    public static IReadOnlyList<SchemaKeyword> All { get; } =
    [
        new("required", (checker, argument) => checker.Names(argument), (run, argument) => Required(run, argument, "required")),
        new("properties", (checker, argument) => checker.Map(argument), (run, argument) =>
        {
            foreach (JsonProperty member in Members(run))
                if (argument.TryGetProperty(member.Name, out JsonElement schema)) run.Inside(schema, member.Value, member.Name);
        }),
        new("patternProperties", (checker, argument) => checker.Map(argument, checker.Pattern), (run, argument) =>
        {
            foreach (JsonProperty member in Members(run))
                foreach (JsonProperty pattern in argument.EnumerateObject())
                    if (run.Pattern(pattern.Name).IsMatch(member.Name)) run.Inside(pattern.Value, member.Value, member.Name);
        }),
        new("additionalProperties", (checker, argument) => checker.Schemas(argument), Additional),
        new("propertyNames", (checker, argument) => checker.Schemas(argument), (run, argument) =>
        {
            foreach (JsonProperty member in Members(run))
                if (!run.Holds(argument, JsonText.Of(member.Name))) run.Error("propertyNames", $"must not have a property of the name \"{member.Name}\"");
        }),
        new("minProperties", (checker, argument) => checker.Count(argument), (run, argument) =>
        {
            if (run.Value.ValueKind == JsonValueKind.Object && Members(run).Count() is var n && n < argument.GetDouble())
                run.Error("minProperties", $"must have at least {argument.GetRawText()} properties; it has {n}");
        }),
        new("maxProperties", (checker, argument) => checker.Count(argument), (run, argument) =>
        {
            if (run.Value.ValueKind == JsonValueKind.Object && Members(run).Count() is var n && n > argument.GetDouble())
                run.Error("maxProperties", $"must have at most {argument.GetRawText()} properties; it has {n}");
        }),
        new("dependencies", (checker, argument) =>
        {
            checker.Needs(argument.ValueKind == JsonValueKind.Object, "an object of schemas and lists of names", argument);
            foreach (JsonProperty member in argument.EnumerateObject())
            {
                if (member.Value.ValueKind == JsonValueKind.Array) checker.Names(member.Value);
                else checker.Sub(member.Value, $"/dependencies/{JsonPointer.Escape(member.Name)}");
            }
        }, (run, argument) =>
        {
            if (run.Value.ValueKind != JsonValueKind.Object) return;
            foreach (JsonProperty member in argument.EnumerateObject().Where(member => run.Value.TryGetProperty(member.Name, out _)))
            {
                if (member.Value.ValueKind == JsonValueKind.Array) Required(run, member.Value, "dependencies");
                else run.Also(member.Value);
            }
        }),
    ];

    // Of names given twice the last counts.
    private static IEnumerable<JsonProperty> Members(SchemaRun run)
        => run.Value.ValueKind == JsonValueKind.Object ? run.Value.EnumerateObject().GroupBy(member => member.Name).Select(group => group.Last()) : [];

    private static void Required(SchemaRun run, JsonElement names, string keyword)
    {
        if (run.Value.ValueKind != JsonValueKind.Object) return;
        foreach (JsonElement name in names.EnumerateArray())
            if (!run.Value.TryGetProperty(name.GetString()!, out _)) run.Error(keyword, $"must have required property '{name.GetString()}'");
    }

    private static void Additional(SchemaRun run, JsonElement argument)
    {
        JsonElement known = run.Other("properties"), patterns = run.Other("patternProperties");
        foreach (JsonProperty member in Members(run))
        {
            if (known.ValueKind == JsonValueKind.Object && known.TryGetProperty(member.Name, out _)) continue;
            if (patterns.ValueKind == JsonValueKind.Object
                && patterns.EnumerateObject().Any(pattern => run.Pattern(pattern.Name).IsMatch(member.Name))) continue;
            if (argument.ValueKind == JsonValueKind.False) run.Error("additionalProperties", $"must not have the additional property '{member.Name}'");
            else run.Inside(argument, member.Value, member.Name);
        }
    }
}
