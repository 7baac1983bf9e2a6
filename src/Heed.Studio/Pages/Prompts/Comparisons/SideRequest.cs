namespace Heed.Studio.Pages.Prompts.Comparisons;

/// <summary>Names a variant.</summary>
/// <param name="Run">Its run; the newest where left out.</param>
/// <param name="Column">Its column, from 0.</param>
public sealed record SideRequest(string? Run = null, int Column = 0);
