namespace Heed.Benchmarks;

/// <summary>Maps of one length, made and looked at in a process of its own.</summary>
/// <param name="Count">T.</param>
/// <param name="PeakBytes">By how much the resident memory rises at most: the run of the model, its maps, overviews and a tile; null where the system does not
/// tell.</param>
/// <param name="KeptBytes">What the maps keep.</param>
internal sealed record MapMemoryPoint(int Count, long? PeakBytes, long KeptBytes);
