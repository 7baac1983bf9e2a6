namespace Heed.Benchmarks;

/// <summary>The exponent of a power law, y = c·x^e.</summary>
internal static class LogLogFit
{
    /// <summary>The least-squares slope of ln y over ln x.</summary>
    /// <param name="points">At least two x; all numbers above 0.</param>
    public static double Exponent(IReadOnlyCollection<(double X, double Y)> points)
    {
        double meanX = points.Average(p => Math.Log(p.X)), meanY = points.Average(p => Math.Log(p.Y));
        double product = points.Sum(p => (Math.Log(p.X) - meanX) * (Math.Log(p.Y) - meanY));
        return product / points.Sum(p => Math.Pow(Math.Log(p.X) - meanX, 2));
    }
}
