namespace Heed.Lens.Steps;

/// <summary>A score set by hand.</summary>
/// <param name="Query">The token that looks.</param>
/// <param name="Key">The token it looks at.</param>
/// <param name="Score">The scaled score in its place, before soft cap, bias and mask.</param>
public sealed record ChangedScore(int Query, int Key, double Score);
