using Heed.Prompts.Versions;
using System.Text.Json;
using Heed.Prompts.Values;

namespace Heed.Prompts.JsonSchemas.Keywords;

/// <summary>Keywords for values of any kind.</summary>
internal static class AnyKeywords
{
    private static readonly string[] s_types = ["null", "boolean", "object", "array", "number", "string", "integer"];

    /// <summary>All of them.</summary>
    public static IReadOnlyList<SchemaKeyword> All { get; } =
    [
        new("type", CheckType, Type),
        new("nullable", CheckNullable),
        new("enum", CheckEnum, (run, argument) =>
        {
            if (!argument.EnumerateArray().Any(item => JsonEquality.AreEqual(item, run.Value)))
                run.Error("enum", $"must be one of {Shown(argument)}");
        }),
        new("const", (_, _) => { }, (run, argument) =>
        {
            if (!JsonEquality.AreEqual(argument, run.Value)) run.Error("const", $"must be {Shown(argument)}");
        }),
    ];

    private static void CheckType(SchemaChecker checker, JsonElement argument)
    {
        string[] names = Names(argument);
        checker.Needs(names.Length > 0 && names.All(s_types.Contains) && names.Distinct().Count() == names.Length,
            "one or several of " + string.Join(", ", s_types), argument);
    }

    private static void CheckNullable(SchemaChecker checker, JsonElement argument)
    {
        checker.Needs(argument.ValueKind is JsonValueKind.True or JsonValueKind.False, "true or false", argument);
        if (!checker.Schema.TryGetProperty("type", out _)) throw checker.Bad("nullable: expected \"type\" beside it; there is none");
    }

    private static void CheckEnum(SchemaChecker checker, JsonElement argument)
    {
        checker.Needs(argument.ValueKind == JsonValueKind.Array && argument.GetArrayLength() > 0, "a list with at least one value", argument);
        checker.Needs(argument.EnumerateArray().Select(CanonicalJson.Text).Distinct().Count() == argument.GetArrayLength(), "values that differ", argument);
    }

    private static void Type(SchemaRun run, JsonElement argument)
    {
        string[] names = Names(argument);
        bool nothing = run.Value.ValueKind == JsonValueKind.Null && run.Other("nullable").ValueKind == JsonValueKind.True;
        if (nothing || names.Any(name => Is(run.Value, name))) return;
        run.Error("type", $"must be {string.Join(" or ", names)}; it is {JsonText.Kind(run.Value)}");
    }

    private static string[] Names(JsonElement argument) => argument.ValueKind switch
    {
        JsonValueKind.String => [argument.GetString()!],
        JsonValueKind.Array => [.. argument.EnumerateArray().Select(item => item.ValueKind == JsonValueKind.String ? item.GetString()! : "")],
        _ => [],
    };

    private static bool Is(JsonElement value, string type) => type switch
    {
        "null" => value.ValueKind == JsonValueKind.Null,
        "boolean" => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
        "object" => value.ValueKind == JsonValueKind.Object,
        "array" => value.ValueKind == JsonValueKind.Array,
        "string" => value.ValueKind == JsonValueKind.String,
        "number" => value.ValueKind == JsonValueKind.Number,
        _ => value.ValueKind == JsonValueKind.Number && value.GetDouble() is var number && number == Math.Floor(number) && double.IsFinite(number),
    };

    private static string Shown(JsonElement value) => JsonText.Compact(value) is { Length: > 200 } text ? text[..200] + "…" : JsonText.Compact(value);
}
