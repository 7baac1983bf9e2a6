using System.Text.Json;
using Heed.Prompts.JsonSchemas.Formats;
using Heed.Prompts.Values;

namespace Heed.Prompts.JsonSchemas.Keywords;

/// <summary>Keywords for texts.</summary>
internal static class TextKeywords
{
    /// <summary>All of them.</summary>
    public static IReadOnlyList<SchemaKeyword> All { get; } =
    [
        new("minLength", (checker, argument) => checker.Count(argument), (run, argument) =>
        {
            if (run.Value.ValueKind == JsonValueKind.String && Length(run.Value) is var n && n < argument.GetDouble())
                run.Error("minLength", $"must have at least {argument.GetRawText()} characters; it has {n}");
        }),
        new("maxLength", (checker, argument) => checker.Count(argument), (run, argument) =>
        {
            if (run.Value.ValueKind == JsonValueKind.String && Length(run.Value) is var n && n > argument.GetDouble())
                run.Error("maxLength", $"must have at most {argument.GetRawText()} characters; it has {n}");
        }),
        new("pattern", (checker, argument) =>
        {
            checker.Needs(argument.ValueKind == JsonValueKind.String, "a text", argument);
            checker.Pattern(argument.GetString()!);
        }, (run, argument) =>
        {
            if (run.Value.ValueKind == JsonValueKind.String && !run.Pattern(argument.GetString()!).IsMatch(run.Value.GetString()!))
                run.Error("pattern", $"must match pattern \"{argument.GetString()}\"");
        }),
        new("format", (checker, argument) =>
        {
            checker.Needs(argument.ValueKind == JsonValueKind.String, "a text", argument);
            if (!SchemaFormats.All.ContainsKey(argument.GetString()!))
                throw checker.Bad($"unknown format \"{argument.GetString()}\""
                    + (NearestName.Of(argument.GetString()!, SchemaFormats.All.Keys) is { } near ? $"; did you mean \"{near}\"?" : ""));
        }, (run, argument) =>
        {
            if (!SchemaFormats.All[argument.GetString()!](run.Value)) run.Error("format", $"must match format \"{argument.GetString()}\"");
        }),
    ];

    // Characters of Unicode, not units.
    private static int Length(JsonElement text) => text.GetString()!.EnumerateRunes().Count();
}
