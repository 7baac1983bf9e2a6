namespace Heed.Prompts.Traces;

/// <summary>Some of the traces a search found.</summary>
/// <param name="Traces">These, with the scores and tags of their notes.</param>
/// <param name="Count">How many there are in all.</param>
/// <param name="IsCountExact">Whether that is all of them; else there are at least so many.</param>
public sealed record TracePage(IReadOnlyList<Trace> Traces, long Count, bool IsCountExact = true);
