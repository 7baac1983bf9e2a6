namespace Heed.Prompts.Versions;

/// <summary>Where a label goes.</summary>
/// <param name="Hash">The version's hash; null takes the label away.</param>
/// <param name="IsRollback">Whether it goes back.</param>
public readonly record struct LabelTarget(string? Hash, bool IsRollback = false);
