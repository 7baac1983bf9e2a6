namespace Heed.Benchmarks;

/// <summary>One size beside its round neighbours.</summary>
/// <param name="Shape">H, T and D; B is 1.</param>
/// <param name="Variant">The mask.</param>
/// <param name="IsRound">Whether it is one of the neighbours.</param>
/// <param name="Times">The calls.</param>
/// <param name="GflopPerS">At the median.</param>
/// <param name="OverFastestNeighbour">Time for each operation of use over that of the fastest round neighbour.</param>
internal sealed record NeighbourRow(
    SelfAttentionShape Shape, AttentionVariant Variant, bool IsRound, Samples Times, double GflopPerS, double OverFastestNeighbour);
