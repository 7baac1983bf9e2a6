namespace Heed.Studio.Pages.Prompts.Versions;

/// <summary>Names a version.</summary>
/// <param name="Prompt">The prompt's name.</param>
/// <param name="Which">A number, a label, the beginning of a hash; the latest where left out.</param>
public sealed record VersionRequest(string? Prompt = null, string? Which = null);
