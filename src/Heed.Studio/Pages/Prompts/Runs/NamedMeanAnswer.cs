namespace Heed.Studio.Pages.Prompts.Runs;

/// <summary>A named score of a variant.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Mean">The mean over the rows that have it; of a derived metric its value.</param>
/// <param name="Rows">How many have it.</param>
public sealed record NamedMeanAnswer(string Name, double? Mean, int Rows);
