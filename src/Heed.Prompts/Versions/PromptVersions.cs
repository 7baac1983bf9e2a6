using Heed.Prompts.Plans;

namespace Heed.Prompts.Versions;

/// <summary>Ids of versions.</summary>
public static class PromptVersions
{
    /// <summary>sha256 of the content, in hexadecimal: texts and parameters that are equal have equal ids.</summary>
    public static string Id(PromptVersion version) => CanonicalJson.Hash([version.Text, CanonicalJson.Text(version.Parameters), version.Model]);

    /// <summary>The version that a column runs.</summary>
    public static PromptVersion Of(PlannedColumn column)
        => new(column.Prompt.Raw, column.Prompt.Config.ValueKind == System.Text.Json.JsonValueKind.Object ? column.Prompt.Config : column.Provider.Config, column.Provider.Id);
}
