namespace Heed.Prompts.Traces;

/// <summary>What a look at the whole store found.</summary>
/// <param name="Traces">Traces that can be read, each id once.</param>
/// <param name="Notes">Notes on them.</param>
/// <param name="Bytes">What all of it takes.</param>
/// <param name="Damages">What cannot be read, each with its place; empty where all is sound.</param>
public sealed record StoreReport(long Traces, long Notes, long Bytes, IReadOnlyList<StoreDamage> Damages);
