using Heed.Prompts.Versions;
using System.Globalization;
using System.Text.Json;

namespace Heed.Prompts.JsonSchemas.Keywords;

/// <summary>Keywords for lists.</summary>
internal static class ListKeywords
{
    /// <summary>All of them.</summary>
    public static IReadOnlyList<SchemaKeyword> All { get; } =
    [
        new("items", (checker, argument) =>
        {
            if (argument.ValueKind == JsonValueKind.Array) checker.List(argument);
            else checker.Schemas(argument);
        }, Items),
        new("additionalItems", (checker, argument) =>
        {
            if (!checker.Schema.TryGetProperty("items", out JsonElement items) || items.ValueKind != JsonValueKind.Array)
                throw checker.Bad("additionalItems: has no effect without a list of schemas as \"items\"");
            checker.Schemas(argument);
        }, (run, argument) =>
        {
            if (run.Value.ValueKind == JsonValueKind.Array) Each(run, argument, run.Other("items").GetArrayLength());
        }),
        new("contains", (checker, argument) => checker.Schemas(argument), (run, argument) =>
        {
            if (run.Value.ValueKind == JsonValueKind.Array && !run.Value.EnumerateArray().Any(item => run.Holds(argument, item)))
                run.Error("contains", "must contain an item that fits the schema of contains");
        }),
        new("minItems", (checker, argument) => checker.Count(argument), (run, argument) =>
        {
            if (run.Value.ValueKind == JsonValueKind.Array && run.Value.GetArrayLength() < argument.GetDouble())
                run.Error("minItems", $"must have at least {argument.GetRawText()} items; it has {run.Value.GetArrayLength()}");
        }),
        new("maxItems", (checker, argument) => checker.Count(argument), (run, argument) =>
        {
            if (run.Value.ValueKind == JsonValueKind.Array && run.Value.GetArrayLength() > argument.GetDouble())
                run.Error("maxItems", $"must have at most {argument.GetRawText()} items; it has {run.Value.GetArrayLength()}");
        }),
        new("uniqueItems", (checker, argument)
            => checker.Needs(argument.ValueKind is JsonValueKind.True or JsonValueKind.False, "true or false", argument), Unique),
    ];

    private static void Items(SchemaRun run, JsonElement argument)
    {
        if (run.Value.ValueKind != JsonValueKind.Array) return;
        if (argument.ValueKind != JsonValueKind.Array)
        {
            Each(run, argument, 0);
            return;
        }
        int i = 0;
        foreach ((JsonElement schema, JsonElement item) in argument.EnumerateArray().Zip(run.Value.EnumerateArray()))
            run.Inside(schema, item, (i++).ToString(CultureInfo.InvariantCulture));
    }

    private static void Each(SchemaRun run, JsonElement schema, int from)
    {
        int i = 0;
        foreach (JsonElement item in run.Value.EnumerateArray())
        {
            if (i >= from) run.Inside(schema, item, i.ToString(CultureInfo.InvariantCulture));
            i++;
        }
    }

    private static void Unique(SchemaRun run, JsonElement argument)
    {
        if (argument.ValueKind != JsonValueKind.True || run.Value.ValueKind != JsonValueKind.Array) return;
        var seen = new Dictionary<string, int>(StringComparer.Ordinal);
        int i = 0;
        foreach (JsonElement item in run.Value.EnumerateArray())
        {
            string text = CanonicalJson.Text(item);
            if (!seen.TryAdd(text, i))
            {
                run.Error("uniqueItems", $"must have items that differ; items {seen[text]} and {i} are the same");
                return;
            }
            i++;
        }
    }
}
