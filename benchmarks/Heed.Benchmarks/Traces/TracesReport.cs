namespace Heed.Benchmarks;

/// <summary>Every figure of a run with traces.</summary>
/// <param name="Machine">Where.</param>
/// <param name="Store">Which kind of store.</param>
/// <param name="Traces">How many it holds.</param>
/// <param name="AppendMs">One trace, kept and confirmed.</param>
/// <param name="OpenMs">A store opened anew and its first search.</param>
/// <param name="IndexMs">The first search where nothing is indexed yet; 0 where indexing is part of keeping.</param>
/// <param name="Searches">One a query.</param>
internal sealed record TracesReport(
    MachineDescription Machine, string Store, int Traces, Samples AppendMs, Samples OpenMs, double IndexMs, IReadOnlyList<TraceSearchRow> Searches);
