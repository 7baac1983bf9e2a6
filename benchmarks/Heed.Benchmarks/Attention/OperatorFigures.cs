namespace Heed.Benchmarks;

/// <summary>One operator of the peer at one shape and mask.</summary>
/// <param name="Operator">Its name.</param>
/// <param name="Times">Its calls.</param>
/// <param name="GflopPerS">At the median.</param>
/// <param name="MaxAbsDifference">The largest difference of its output to Heed's, on the same inputs.</param>
internal readonly record struct OperatorFigures(string Operator, Samples Times, double GflopPerS, double MaxAbsDifference);
