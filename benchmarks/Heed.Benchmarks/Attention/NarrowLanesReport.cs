namespace Heed.Benchmarks;

/// <summary>The forward pass without AVX-512.</summary>
/// <param name="LaneBits">Bits of the register in use.</param>
/// <param name="PeakGflopPerS">The float32 multiply-add peak of all threads at that width.</param>
/// <param name="Rows">One a shape, no mask.</param>
internal sealed record NarrowLanesReport(int LaneBits, double PeakGflopPerS, IReadOnlyList<NarrowLanesRow> Rows);

/// <summary>One shape.</summary>
/// <param name="Shape">H, T and D; B is 1.</param>
/// <param name="Times">The calls.</param>
/// <param name="GflopPerS">At the median.</param>
internal sealed record NarrowLanesRow(SelfAttentionShape Shape, Samples Times, double GflopPerS);
