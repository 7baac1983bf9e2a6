namespace Heed.Lens.Steps;

/// <summary>A query and a key.</summary>
/// <param name="Query">The token that looks.</param>
/// <param name="Key">The token it looks at.</param>
public sealed record TokenPair(int Query, int Key);
