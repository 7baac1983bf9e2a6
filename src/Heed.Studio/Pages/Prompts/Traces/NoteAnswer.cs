namespace Heed.Studio.Pages.Prompts.Traces;

/// <summary>A note on a trace.</summary>
/// <param name="At">When it was made.</param>
/// <param name="Author">By whom.</param>
/// <param name="Comment">In words; empty for nothing.</param>
public sealed record NoteAnswer(DateTimeOffset At, string Author, string Comment);
