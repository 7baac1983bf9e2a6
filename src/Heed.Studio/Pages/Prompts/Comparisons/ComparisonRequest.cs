namespace Heed.Studio.Pages.Prompts.Comparisons;

/// <summary>Asks for two variants beside each other.</summary>
/// <param name="A">The base.</param>
/// <param name="B">The other.</param>
public sealed record ComparisonRequest(SideRequest? A = null, SideRequest? B = null);
