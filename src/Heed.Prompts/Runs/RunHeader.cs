namespace Heed.Prompts.Runs;

/// <summary>The first line of a run's file.</summary>
/// <param name="Format">1.</param>
/// <param name="Id">The run's id.</param>
/// <param name="Plan">The plan's hash.</param>
/// <param name="Started">When it began.</param>
/// <param name="Version">The version of Heed.</param>
/// <param name="Rows">Rows there are.</param>
internal sealed record RunHeader(int Format, string Id, string Plan, DateTimeOffset Started, string Version, int Rows);
