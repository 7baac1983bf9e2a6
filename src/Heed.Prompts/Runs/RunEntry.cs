namespace Heed.Prompts.Runs;

/// <summary>A run in a folder of runs, as its first line tells it.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Started">When it began.</param>
/// <param name="Rows">Rows there are to be done.</param>
/// <param name="IsFinished">Whether it came to its end, so that its results can be read.</param>
public sealed record RunEntry(string Id, DateTimeOffset Started, int Rows, bool IsFinished);
