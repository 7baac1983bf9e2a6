namespace Heed.Studio.Pages.Prompts.Comparisons;

/// <summary>Cases by who passes them.</summary>
/// <param name="Both">Both pass.</param>
/// <param name="OnlyA">Only the base passes.</param>
/// <param name="OnlyB">Only the other passes.</param>
/// <param name="Neither">Neither passes.</param>
public sealed record PairsAnswer(int Both, int OnlyA, int OnlyB, int Neither);
