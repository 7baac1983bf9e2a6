namespace Heed.Benchmarks;

/// <summary>What a long call needs.</summary>
/// <param name="Shape">H, T and D; B is 1.</param>
/// <param name="Kind">The kind of attention.</param>
/// <param name="Point">What was measured.</param>
internal sealed record MemoryRow(SelfAttentionShape Shape, string Kind, ScalingPoint Point);
