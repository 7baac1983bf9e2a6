namespace Heed.Studio.Pages.Prompts.Versions;

/// <summary>Names two versions of a prompt.</summary>
/// <param name="Prompt">Its name.</param>
/// <param name="From">The older: a number, a label, the beginning of a hash; the latest where left out.</param>
/// <param name="To">The newer, likewise.</param>
public sealed record DiffRequest(string? Prompt = null, string? From = null, string? To = null);
