using System.Text.Json;

namespace Heed.Prompts.Plans;

/// <summary>A prompt as it stands in a file, before its variables are put in.</summary>
/// <param name="Raw">The template: plain text, or JSON text of a list of messages.</param>
/// <param name="Label">What its column is called.</param>
public sealed record PlannedPrompt(string Raw, string Label)
{
    /// <summary>sha256 of the label as promptfoo computes it, in hexadecimal: the same for other text under the same label.</summary>
    public required string Id { get; init; }

    /// <summary>What the prompt itself says of how it is run; undefined where nothing.</summary>
    public JsonElement Config { get; init; }

    /// <summary>Whether variables are put in literally, <c>{{name}}</c> without blanks, as GitHub's .prompt.yml has it, rather than by the template language.</summary>
    public bool IsLiteral { get; init; }
}
