namespace Heed.Studio.Pages.Prompts.Traces;

/// <summary>Some of the traces that were found.</summary>
/// <param name="Count">How many there are in all.</param>
/// <param name="IsCountExact">Whether that is all of them; else there are at least so many.</param>
/// <param name="Skip">How many of the newest were passed over.</param>
/// <param name="Traces">Those that come next.</param>
public sealed record TracesAnswer(long Count, bool IsCountExact, int Skip, IReadOnlyList<TraceEntryAnswer> Traces);
