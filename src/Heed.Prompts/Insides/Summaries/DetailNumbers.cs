using System.Text.Json;

namespace Heed.Prompts.Insides.Summaries;

/// <summary>Members of an assertion's details, which may come from a file: what is not as expected is not there.</summary>
internal static class DetailNumbers
{
    public static double? Number(this JsonElement details, string name)
        => details.ValueKind == JsonValueKind.Object && details.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.Number
            && value.GetDouble() is var number && double.IsFinite(number) ? number : null;

    public static string? Text(this JsonElement details, string name)
        => details.ValueKind == JsonValueKind.Object && details.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String
            ? value.GetString() : null;

    public static IEnumerable<JsonElement> Items(this JsonElement details, string name)
        => details.ValueKind == JsonValueKind.Object && details.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.Array
            ? value.EnumerateArray() : [];
}
