namespace Heed.Benchmarks;

/// <summary>Every figure of a run with observers.</summary>
/// <param name="Benchmark">Which.</param>
/// <param name="Machine">Where.</param>
/// <param name="Shape">H, T and D; B is 1, no mask.</param>
/// <param name="Rows">One an observer, the plain pass first.</param>
internal sealed record ObserverReport(string Benchmark, MachineDescription Machine, SelfAttentionShape Shape, IReadOnlyList<ObserverRow> Rows);
