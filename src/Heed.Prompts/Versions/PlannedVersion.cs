using System.Text.Json;
using Heed.Prompts.Plans;

namespace Heed.Prompts.Versions;

/// <summary>The version that a column of a configuration asks with.</summary>
public static class PlannedVersion
{
    /// <summary>
    /// The prompt's text, the provider's parameters with those of the prompt over them, and the model (the provider's id where it is none of Heed's).
    /// </summary>
    public static PromptVersion Of(PlannedColumn column)
        => new(column.Prompt.Raw, Merged(column.Provider.Config, column.Prompt.Config), column.Provider.Model ?? column.Provider.Id);

    /// <summary>The prompts of a plan as versions to be recorded, each once, under their labels.</summary>
    public static IReadOnlyList<NewVersion> Of(EvalPlan plan, string author, string message, string? source)
        => [.. plan.Columns.Select(column => new NewVersion(column.Prompt.Label, Of(column), author, message, source))
            .DistinctBy(version => (version.Prompt, version.Content.Hash))];

    private static JsonElement Merged(JsonElement under, JsonElement over)
    {
        if (over.ValueKind != JsonValueKind.Object) return under.ValueKind == JsonValueKind.Object ? under : default;
        if (under.ValueKind != JsonValueKind.Object) return over;
        using JsonDocument merged = JsonDocument.Parse(CanonicalJson.Bytes(json =>
        {
            json.WriteStartObject();
            foreach (JsonProperty member in under.EnumerateObject().Where(member => !over.TryGetProperty(member.Name, out _))) member.WriteTo(json);
            foreach (JsonProperty member in over.EnumerateObject()) member.WriteTo(json);
            json.WriteEndObject();
        }));
        return merged.RootElement.Clone();
    }
}
