namespace Heed.Studio.Pages.Prompts.Versions;

/// <summary>Names a prompt.</summary>
/// <param name="Prompt">Its name.</param>
public sealed record HistoryRequest(string? Prompt = null);
