namespace Heed.Benchmarks;

/// <summary>Every figure of a decode run.</summary>
/// <param name="Benchmark">Which.</param>
/// <param name="Machine">Where.</param>
/// <param name="ReadBandwidth">What the memory gives in the same run.</param>
/// <param name="Rows">One a shape and layout.</param>
internal sealed record DecodeReport(string Benchmark, MachineDescription Machine, ReadBandwidth ReadBandwidth, IReadOnlyList<DecodeRow> Rows);
