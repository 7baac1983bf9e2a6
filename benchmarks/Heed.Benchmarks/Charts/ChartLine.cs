namespace Heed.Benchmarks;

/// <summary>A line of a chart.</summary>
/// <param name="Label">Written at its end.</param>
/// <param name="Family">Gives its colour.</param>
/// <param name="Points">From left to right; all numbers above 0.</param>
internal sealed record ChartLine(string Label, ScalingFamily Family, IReadOnlyList<(double X, double Y)> Points);
