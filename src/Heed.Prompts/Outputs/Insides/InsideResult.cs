using System.Text.Json;
using Heed.Prompts.Assertions;
using Heed.Prompts.Runs;

namespace Heed.Prompts.Outputs.Insides;

/// <summary>What an assertion on the model's insides found in a row: its details, read as far as they are there.</summary>
/// <param name="Row">The row.</param>
/// <param name="Result">The result; its details are an object.</param>
public sealed record InsideResult(RunRow Row, AssertionResult Result)
{
    /// <summary>The numbers behind the verdict.</summary>
    public JsonElement Details => Result.Details;

    /// <summary>The part of the studio's address behind its slash, which opens the same question; null where there is none.</summary>
    public string? Studio => Text("studio") is { } link && link.StartsWith("#/", StringComparison.Ordinal) ? link : null;

    /// <summary>What tells several assertions of one type in a test apart: the metric's name as the file has it; empty for none.</summary>
    public string Metric => Result.Assertion.Metric ?? "";

    /// <summary>All results of a type in a column, those within sets too, by case; results without details are left out.</summary>
    public static IReadOnlyList<InsideResult> Of(ColumnSummary column, string type)
        => [.. from row in column.Rows
               from result in row.Results.SelectMany(ColumnSummary.Flat)
               where result.Assertion.Type == type && result.Details.ValueKind == JsonValueKind.Object
               select new InsideResult(row, result)];

    /// <summary>A finite number of the details; null where there is none.</summary>
    /// <param name="path">Names, one in the other.</param>
    public double? Number(params ReadOnlySpan<string> path) => Number(Details, path);

    /// <summary>A text of the details; null where there is none.</summary>
    public string? Text(string name)
        => Details.TryGetProperty(name, out JsonElement text) && text.ValueKind == JsonValueKind.String ? text.GetString() : null;

    /// <summary>Whether the details say yes to something.</summary>
    public bool Flag(string name) => Details.TryGetProperty(name, out JsonElement flag) && flag.ValueKind == JsonValueKind.True;

    /// <summary>A list of the details; empty where there is none.</summary>
    public IReadOnlyList<JsonElement> List(string name)
        => Details.TryGetProperty(name, out JsonElement list) && list.ValueKind == JsonValueKind.Array ? [.. list.EnumerateArray()] : [];

    internal static double? Number(JsonElement at, params ReadOnlySpan<string> path)
    {
        foreach (string name in path)
            if (at.ValueKind != JsonValueKind.Object || !at.TryGetProperty(name, out at)) return null;
        return at.ValueKind == JsonValueKind.Number && at.TryGetDouble(out double number) && double.IsFinite(number) ? number : null;
    }
}
