namespace Heed.Studio.Pages.Map;

/// <summary>Where some words stand.</summary>
/// <param name="Word">What was looked for.</param>
/// <param name="Tokens">The tokens at which it begins, in order.</param>
/// <param name="More">Whether there are more than these.</param>
public sealed record MapPlaces(string Word, IReadOnlyList<int> Tokens, bool More);
