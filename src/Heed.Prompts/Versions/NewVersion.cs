namespace Heed.Prompts.Versions;

/// <summary>A version to be recorded.</summary>
/// <param name="Prompt">The prompt's name.</param>
/// <param name="Content">What it says.</param>
/// <param name="Author">By whom.</param>
/// <param name="Message">Why; empty for nothing.</param>
/// <param name="Source">The file it was read from, as it was named; null where there was none.</param>
public sealed record NewVersion(string Prompt, PromptVersion Content, string Author, string Message = "", string? Source = null);
