namespace Heed.Studio.Pages.Prompts.Runs;

/// <summary>Names a cell.</summary>
/// <param name="Run">The run; the newest where left out.</param>
/// <param name="Test">The case.</param>
/// <param name="Column">The variant.</param>
public sealed record CellRequest(string? Run = null, int Test = 0, int Column = 0);
