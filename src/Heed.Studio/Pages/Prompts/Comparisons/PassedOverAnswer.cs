namespace Heed.Studio.Pages.Prompts.Comparisons;

/// <summary>Cases that could not be looked into.</summary>
/// <param name="Why">Why not.</param>
/// <param name="Tests">Which, in the run of the variant that fails.</param>
public sealed record PassedOverAnswer(string Why, IReadOnlyList<int> Tests);
