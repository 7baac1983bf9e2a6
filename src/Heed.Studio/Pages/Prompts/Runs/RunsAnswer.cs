namespace Heed.Studio.Pages.Prompts.Runs;

/// <summary>The runs of the store.</summary>
/// <param name="Store">Where it is; null where the studio was started without one.</param>
/// <param name="IsThere">Whether there is anything at that place.</param>
/// <param name="Count">Runs there are.</param>
/// <param name="Runs">The newest of them.</param>
public sealed record RunsAnswer(string? Store, bool IsThere, int Count, IReadOnlyList<RunEntryAnswer> Runs);
