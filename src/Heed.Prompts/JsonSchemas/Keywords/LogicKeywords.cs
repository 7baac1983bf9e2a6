using System.Text.Json;

namespace Heed.Prompts.JsonSchemas.Keywords;

/// <summary>Keywords that put schemas together.</summary>
internal static class LogicKeywords
{
    /// <summary>All of them.</summary>
    public static IReadOnlyList<SchemaKeyword> All { get; } =
    [
        new("$ref", (checker, argument) =>
        {
            checker.Needs(argument.ValueKind == JsonValueKind.String, "a text such as #/definitions/name", argument);
            checker.Reference(argument.GetString()!);
        }, (run, argument) => run.Also(run.Reference(argument.GetString()!))),
        new("allOf", (checker, argument) => checker.List(argument), (run, argument) =>
        {
            foreach (JsonElement schema in argument.EnumerateArray()) run.Also(schema);
        }),
        new("anyOf", (checker, argument) => checker.List(argument), (run, argument) =>
        {
            if (!argument.EnumerateArray().Any(schema => run.Holds(schema, run.Value))) run.Error("anyOf", "must fit at least one schema of anyOf");
        }),
        new("oneOf", (checker, argument) => checker.List(argument), (run, argument) =>
        {
            int fits = argument.EnumerateArray().Count(schema => run.Holds(schema, run.Value));
            if (fits != 1) run.Error("oneOf", $"must fit exactly one schema of oneOf; it fits {fits}");
        }),
        new("not", (checker, argument) => checker.Schemas(argument), (run, argument) =>
        {
            if (run.Holds(argument, run.Value)) run.Error("not", "must not fit the schema of not");
        }),
        new("if", (checker, argument) =>
        {
            if (!checker.Schema.TryGetProperty("then", out _) && !checker.Schema.TryGetProperty("else", out _))
                throw checker.Bad("if: has no effect without \"then\" or \"else\"");
            checker.Schemas(argument);
        }, (run, argument) =>
        {
            JsonElement next = run.Other(run.Holds(argument, run.Value) ? "then" : "else");
            if (next.ValueKind != JsonValueKind.Undefined) run.Also(next);
        }),
        new("then", CheckBranch), new("else", CheckBranch),
    ];

    private static void CheckBranch(SchemaChecker checker, JsonElement argument)
    {
        if (!checker.Schema.TryGetProperty("if", out _)) throw checker.Bad("then, else: have no effect without \"if\"");
        checker.Schemas(argument);
    }
}
