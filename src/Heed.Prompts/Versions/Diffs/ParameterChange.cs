using System.Text;
using System.Text.Json;

namespace Heed.Prompts.Versions.Diffs;

/// <summary>A parameter, or the model, that is not the same in two versions.</summary>
/// <param name="Name">Its name; <c>model</c> for the model.</param>
/// <param name="Old">As JSON; null where the old version has none.</param>
/// <param name="New">As JSON; null where the new version has none.</param>
public sealed record ParameterChange(string Name, string? Old, string? New)
{
    /// <summary>What changed beside the text.</summary>
    public static IReadOnlyList<ParameterChange> Between(PromptVersion old, PromptVersion @new)
    {
        var changes = new List<ParameterChange>();
        if (old.Model != @new.Model) changes.Add(new ParameterChange("model", Model(old), Model(@new)));
        Dictionary<string, string> before = Values(old.Parameters), after = Values(@new.Parameters);
        foreach (string name in before.Keys.Union(after.Keys).Order(StringComparer.Ordinal))
            if (before.GetValueOrDefault(name) != after.GetValueOrDefault(name))
                changes.Add(new ParameterChange(name, before.GetValueOrDefault(name), after.GetValueOrDefault(name)));
        return changes;

        static string? Model(PromptVersion version) => version.Model.Length == 0 ? null
            : Encoding.UTF8.GetString(CanonicalJson.Bytes(json => json.WriteStringValue(version.Model)));
    }

    private static Dictionary<string, string> Values(JsonElement parameters)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        if (parameters.ValueKind == JsonValueKind.Object)
            foreach (JsonProperty member in parameters.EnumerateObject()) values[member.Name] = Encoding.UTF8.GetString(CanonicalJson.Bytes(member.Value));
        return values;
    }
}
