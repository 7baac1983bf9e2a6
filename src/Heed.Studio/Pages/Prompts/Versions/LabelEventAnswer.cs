namespace Heed.Studio.Pages.Prompts.Versions;

/// <summary>A label was moved.</summary>
/// <param name="Label">The label.</param>
/// <param name="Old">The version it stood at; null where it was not there.</param>
/// <param name="New">The version it stands at; null where it was taken away.</param>
/// <param name="At">When.</param>
/// <param name="Author">By whom.</param>
/// <param name="Reason">Why; empty for nothing.</param>
/// <param name="IsRollback">Whether it went back.</param>
public sealed record LabelEventAnswer(string Label, int? Old, int? New, DateTimeOffset At, string Author, string Reason, bool IsRollback);
