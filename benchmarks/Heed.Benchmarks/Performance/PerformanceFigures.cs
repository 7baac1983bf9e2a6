namespace Heed.Benchmarks;

/// <summary>Every figure of one run.</summary>
/// <param name="Quick">Smaller shapes: a check that everything runs.</param>
/// <param name="Bandwidth">What the memory gives.</param>
/// <param name="Forward">Beside the peer; with machine, peer and peak.</param>
/// <param name="Decode">Beside the peer.</param>
/// <param name="Backward">In turns with the forward pass.</param>
/// <param name="Neighbours">Sizes that are no multiple of a tile.</param>
/// <param name="NarrowLanes">Without AVX-512; null where there are no 256-bit lanes.</param>
/// <param name="Cold">First calls of fresh processes.</param>
/// <param name="Memory">What long calls need.</param>
/// <param name="Scaling">Growth with the length.</param>
/// <param name="Observers">What seeing costs.</param>
/// <param name="Models">Whole models.</param>
/// <param name="Lens">What seeing the consequences costs.</param>
/// <param name="Maps">Maps of attention.</param>
internal sealed record PerformanceFigures(
    bool Quick, ReadBandwidth Bandwidth, ForwardReport Forward, DecodePeerRow Decode, BackwardReport Backward,
    IReadOnlyList<NeighbourRow> Neighbours, NarrowLanesReport? NarrowLanes, ColdStartReport Cold,
    IReadOnlyList<MemoryRow> Memory, IReadOnlyList<ScalingRow> Scaling, ObserverReport Observers, ModelsReport Models,
    IReadOnlyList<LensRow> Lens, MapsReport Maps);
