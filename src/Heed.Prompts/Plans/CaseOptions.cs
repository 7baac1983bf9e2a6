using System.Text.Json;

namespace Heed.Prompts.Plans;

/// <summary>What a test says of how it is run and judged.</summary>
public sealed record CaseOptions
{
    /// <summary>Whether the run's rows are done one by one, whatever is said of how many at once.</summary>
    public bool RunSerially { get; init; }

    /// <summary>Stands before the prompt.</summary>
    public string Prefix { get; init; } = "";

    /// <summary>Stands behind the prompt.</summary>
    public string Suffix { get; init; } = "";

    /// <summary>JavaScript that changes the output before it is judged; null for none.</summary>
    public string? Transform { get; init; }

    /// <summary>JavaScript that changes the variables; null for none.</summary>
    public string? TransformVars { get; init; }

    /// <summary>The model that judges or embeds, as in the file (an id, or an object); undefined for the usual one.</summary>
    public JsonElement Grader { get; init; }

    /// <summary>The judge's own words (a text or a list of messages); undefined for the usual ones.</summary>
    public JsonElement RubricPrompt { get; init; }

    /// <summary>The variable that later tests find the output in; null for none.</summary>
    public string? StoreOutputAs { get; init; }

    /// <summary>Whether values of variables are kept as they stand: no case for each element of a list, no files.</summary>
    public bool DisableVarExpansion { get; init; }

    /// <summary>Whether the variable <c>_conversation</c> is not filled.</summary>
    public bool DisableConversation { get; init; }

    /// <summary>All of it as in the file, for the results; undefined where nothing.</summary>
    public JsonElement Raw { get; init; }
}
