namespace Heed.Studio.Pages.Prompts.Runs;

/// <summary>Names a run.</summary>
/// <param name="Run">Its id; the newest where left out.</param>
public sealed record RunRequest(string? Run = null);
