namespace Heed.Benchmarks;

/// <summary>The map of one head under one mask.</summary>
/// <param name="Shape">H, T and D; B is 1.</param>
/// <param name="Mask">Its name.</param>
/// <param name="MadeMs">Making it: one forward pass that keeps what the map needs, the first of its kind in the process.</param>
/// <param name="Tile">An exact tile of 256 × 256 weights on the diagonal.</param>
/// <param name="Overview">The whole plane in 256 × 256 cells.</param>
internal sealed record MapRow(SelfAttentionShape Shape, string Mask, double MadeMs, Samples Tile, Samples Overview);
