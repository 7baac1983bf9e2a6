namespace Heed.Studio.Pages.Why;

/// <summary>Rank correlations (Spearman, −1 … 1) of what is said of the weights that were cut with the size of what cutting did; null where there are too few.</summary>
/// <param name="Weight">Of the weights themselves.</param>
/// <param name="Writes">Of A‖v W_O‖.</param>
/// <param name="Gradient">Of gradient × attention.</param>
/// <param name="Predicted">Of the prediction.</param>
public sealed record WhyRanks(double? Weight, double? Writes, double? Gradient, double? Predicted);
