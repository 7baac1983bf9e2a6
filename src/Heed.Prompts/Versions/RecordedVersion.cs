namespace Heed.Prompts.Versions;

/// <summary>A version in a store: what it says and how it came there.</summary>
/// <param name="Prompt">The prompt's name.</param>
/// <param name="Hash">Of its content.</param>
/// <param name="Number">From 1, in the order in which a prompt's versions were recorded.</param>
/// <param name="Content">What it says.</param>
/// <param name="Created">When it was recorded.</param>
/// <param name="Author">By whom.</param>
/// <param name="Message">Why; empty for nothing.</param>
public sealed record RecordedVersion(string Prompt, string Hash, int Number, PromptVersion Content, DateTimeOffset Created, string Author, string Message)
{
    /// <summary>The file it was read from, as it was named; null where there was none.</summary>
    public string? Source { get; init; }
}
