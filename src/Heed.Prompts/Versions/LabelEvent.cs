namespace Heed.Prompts.Versions;

/// <summary>A label of a prompt was moved.</summary>
/// <param name="Id">Its own.</param>
/// <param name="Prompt">The prompt's name.</param>
/// <param name="Label">The label.</param>
/// <param name="Old">The hash of the version it stood at; null where it was not there.</param>
/// <param name="New">The hash of the version it stands at; null where it was taken away.</param>
/// <param name="At">When; of one prompt's events each is later than the one before.</param>
/// <param name="Author">By whom.</param>
/// <param name="Reason">Why; empty for nothing.</param>
/// <param name="IsRollback">Whether it went back to where it stood before.</param>
public sealed record LabelEvent(string Id, string Prompt, string Label, string? Old, string? New, DateTimeOffset At, string Author, string Reason,
    bool IsRollback);
