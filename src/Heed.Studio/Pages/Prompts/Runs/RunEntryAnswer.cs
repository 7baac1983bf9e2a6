namespace Heed.Studio.Pages.Prompts.Runs;

/// <summary>A run in the list of them.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Started">When it began.</param>
/// <param name="Rows">Rows there are to be done.</param>
/// <param name="IsFinished">Whether it came to its end; the others are not shown.</param>
public sealed record RunEntryAnswer(string Id, DateTimeOffset Started, int Rows, bool IsFinished);
