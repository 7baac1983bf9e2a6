namespace Heed.Studio.Pages.Prompts.Comparisons;

/// <summary>Asks why two variants part.</summary>
/// <param name="A">The base.</param>
/// <param name="B">The other.</param>
/// <param name="Most">The most cases that are looked into, 1 to 500.</param>
public sealed record ReasonRequest(SideRequest? A = null, SideRequest? B = null, int Most = 40);
