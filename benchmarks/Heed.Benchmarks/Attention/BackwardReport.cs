namespace Heed.Benchmarks;

/// <summary>Every figure of a backward run.</summary>
/// <param name="Benchmark">Which.</param>
/// <param name="Machine">Where.</param>
/// <param name="FmaPeak">The float32 peak of the same run.</param>
/// <param name="Rows">One a shape and mask.</param>
internal sealed record BackwardReport(string Benchmark, MachineDescription Machine, FmaPeak FmaPeak, IReadOnlyList<BackwardRow> Rows);
