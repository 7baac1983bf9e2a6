namespace Heed.Benchmarks;

/// <summary>Every figure of a cold run.</summary>
/// <param name="Benchmark">Which.</param>
/// <param name="Machine">Where.</param>
/// <param name="Rows">One a shape.</param>
internal sealed record ColdStartReport(string Benchmark, MachineDescription Machine, IReadOnlyList<ColdStartRow> Rows);
