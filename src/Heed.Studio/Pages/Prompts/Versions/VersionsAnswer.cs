namespace Heed.Studio.Pages.Prompts.Versions;

/// <summary>The prompts of the store.</summary>
/// <param name="Count">Prompts there are.</param>
/// <param name="Prompts">The first of them, by name.</param>
public sealed record VersionsAnswer(int Count, IReadOnlyList<PromptEntryAnswer> Prompts);
