namespace Heed.Prompts.Statistics;

/// <summary>
/// The standard error of a mean whose rows come in clusters (questions about one document, turns of one conversation): √(C/(C − 1) Σ over clusters of (Σ(x −
/// mean))²)/n.
/// With a cluster a row it is s/√n. Source: Miller (2024), arXiv 2411.00640, appendix A; Liang and Zeger (1986).
/// </summary>
public static class ClusteredError
{
    /// <summary>The standard error.</summary>
    /// <param name="values">One a row.</param>
    /// <param name="clusters">[rows] the number of each row's cluster; any numbers.</param>
    /// <returns>The error; +∞ for a single cluster, of which nothing can be said.</returns>
    /// <exception cref="HeedException">There are no rows, one is not finite, or the lengths differ.</exception>
    public static double Of(ReadOnlySpan<double> values, ReadOnlySpan<int> clusters)
    {
        Checks.Finite("values", values, least: 1);
        if (clusters.Length != values.Length) throw new HeedException($"clusters: expected one for each of {values.Length} values; got {clusters.Length}.");
        double mean = Moments.Mean(values), squares = 0;
        var sums = new Dictionary<int, double>();
        for (int i = 0; i < values.Length; i++) sums[clusters[i]] = sums.GetValueOrDefault(clusters[i]) + (values[i] - mean);
        if (sums.Count == 1) return double.PositiveInfinity;
        foreach (double sum in sums.Values) squares += sum * sum;
        return Math.Sqrt(sums.Count / (sums.Count - 1.0) * squares) / values.Length;
    }
}
