namespace Heed.Models.Verification;

/// <summary>What came of one case.</summary>
/// <param name="Name">Where it is, such as <c>models/gpt2-a/prompt0</c>.</param>
/// <param name="Status">How it ended.</param>
/// <param name="Detail">The largest error and its tolerance, or why it failed or was skipped.</param>
public sealed record CaseResult(string Name, CaseStatus Status, string Detail);
