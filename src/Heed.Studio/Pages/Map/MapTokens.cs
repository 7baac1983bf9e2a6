namespace Heed.Studio.Pages.Map;

/// <summary>Some tokens of a text, as they are shown.</summary>
/// <param name="First">The first of them.</param>
/// <param name="Texts">Their texts.</param>
public sealed record MapTokens(int First, string[] Texts);
