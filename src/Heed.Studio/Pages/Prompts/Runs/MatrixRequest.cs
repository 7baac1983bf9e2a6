namespace Heed.Studio.Pages.Prompts.Runs;

/// <summary>Asks for some cases of a run.</summary>
/// <param name="Run">The run; the newest where left out.</param>
/// <param name="Show"><c>all</c>, <c>failing</c>, <c>differing</c> (some variants pass, others do not) or <c>errors</c>.</param>
/// <param name="Find">Stands in a variable, an output or a reason; any where left out.</param>
/// <param name="Skip">How many are passed over.</param>
/// <param name="Take">The most that are sent, up to 200.</param>
public sealed record MatrixRequest(string? Run = null, string? Show = null, string? Find = null, int Skip = 0, int Take = 50);
