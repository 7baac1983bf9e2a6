namespace Heed.Prompts.Runs;

/// <summary>How far a run is.</summary>
/// <param name="Done">Rows that are done.</param>
/// <param name="All">Rows there are.</param>
/// <param name="Row">The last of them.</param>
public readonly record struct EvalProgress(int Done, int All, RunRow Row);
