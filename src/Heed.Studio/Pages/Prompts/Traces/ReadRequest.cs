namespace Heed.Studio.Pages.Prompts.Traces;

/// <summary>Names a call: a trace, or a cell of a run.</summary>
/// <param name="Trace">The trace; where left out, a cell is meant.</param>
/// <param name="Run">The cell's run; the newest where left out.</param>
/// <param name="Test">Its case.</param>
/// <param name="Column">Its column.</param>
public sealed record ReadRequest(string? Trace = null, string? Run = null, int Test = 0, int Column = 0);
