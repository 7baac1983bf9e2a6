namespace Heed.Prompts.Versions;

/// <summary>A label to be moved.</summary>
/// <param name="Prompt">The prompt's name.</param>
/// <param name="Label">The label.</param>
/// <param name="Author">By whom.</param>
/// <param name="Reason">Why; empty for nothing.</param>
public sealed record LabelMove(string Prompt, string Label, string Author, string Reason = "");
