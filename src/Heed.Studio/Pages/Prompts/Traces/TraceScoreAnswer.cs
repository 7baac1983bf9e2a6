namespace Heed.Studio.Pages.Prompts.Traces;

/// <summary>A score of a trace.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Value">The score; null where it is no number.</param>
public sealed record TraceScoreAnswer(string Name, double? Value);
