namespace Heed.Benchmarks;

/// <summary>The mean of ratios.</summary>
internal static class GeometricMean
{
    /// <summary>exp of the mean logarithm; null of nothing.</summary>
    public static double? Of(IReadOnlyCollection<double> ratios)
        => ratios.Count == 0 ? null : Math.Exp(ratios.Average(ratio => Math.Log(ratio)));
}
