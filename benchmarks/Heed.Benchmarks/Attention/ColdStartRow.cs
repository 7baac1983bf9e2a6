namespace Heed.Benchmarks;

/// <summary>The first calls of fresh processes at one shape; each figure is the median over the processes.</summary>
/// <param name="Shape">H, T and D; B is 1. No mask.</param>
/// <param name="Processes">How many.</param>
/// <param name="CallsMs">The 1st, 2nd, … call.</param>
/// <param name="SteadyMs">A call long after, the median of its process.</param>
/// <param name="FirstMinusSteadyMs">What the first call costs beyond a steady one.</param>
/// <param name="WorstLaterOverSteady">The longest of the 2nd to the last call, over a steady one.</param>
/// <param name="FurtherMaskMs">What the first call with another mask costs beyond a later one, after all those.</param>
/// <param name="FurtherCombinationMs">What the first call with a mask, a score change and an observer costs beyond a later
/// one, after that.</param>
internal sealed record ColdStartRow(
    SelfAttentionShape Shape, int Processes, IReadOnlyList<double> CallsMs, double SteadyMs, double FirstMinusSteadyMs,
    double WorstLaterOverSteady, double FurtherMaskMs, double FurtherCombinationMs);
