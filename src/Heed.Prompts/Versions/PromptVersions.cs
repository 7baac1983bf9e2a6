using System.Text.Json;
using Heed.Prompts.Plans;

namespace Heed.Prompts.Versions;

/// <summary>Versions of what an evaluation runs.</summary>
public static class PromptVersions
{
    /// <summary>The version that a column runs; a prompt's own parameters win over its provider's.</summary>
    public static PromptVersion Of(PlannedColumn column)
        => new(column.Prompt.Raw, column.Prompt.Config.ValueKind == JsonValueKind.Object ? column.Prompt.Config : column.Provider.Config, column.Provider.Id);
}
