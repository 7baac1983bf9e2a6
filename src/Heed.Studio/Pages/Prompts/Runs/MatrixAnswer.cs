namespace Heed.Studio.Pages.Prompts.Runs;

/// <summary>Some cases of a run.</summary>
/// <param name="Run">The run.</param>
/// <param name="All">Cases it has.</param>
/// <param name="Count">How many fit.</param>
/// <param name="Skip">How many of these were passed over.</param>
/// <param name="Rows">Those that come next.</param>
public sealed record MatrixAnswer(string Run, int All, int Count, int Skip, IReadOnlyList<MatrixRowAnswer> Rows);
