namespace Heed.Benchmarks;

/// <summary>The times of equal calls, in milliseconds.</summary>
/// <param name="MedianMs">The figure.</param>
/// <param name="MinMs">The shortest.</param>
/// <param name="MaxMs">The longest.</param>
/// <param name="Calls">How many.</param>
internal readonly record struct Samples(double MedianMs, double MinMs, double MaxMs, int Calls)
{
    /// <summary>Sums up <paramref name="milliseconds"/>; an odd number of them, so that the median was measured.</summary>
    public static Samples Of(IEnumerable<double> milliseconds)
    {
        double[] sorted = [.. milliseconds.Order()];
        return new(sorted[sorted.Length / 2], sorted[0], sorted[^1], sorted.Length);
    }

    /// <summary>10⁹ operations a second at the median.</summary>
    public double GflopPerS(double flops) => flops / MedianMs / 1e6;
}
