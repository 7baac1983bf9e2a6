namespace Heed.Prompts.Statistics;

/// <summary>Quantiles of a sample, with straight lines between its values (definition 7 of Hyndman and Fan 1996).</summary>
internal static class Quantiles
{
    /// <summary>A quantile; NaN of none.</summary>
    /// <param name="sorted">Numbers, the smallest first.</param>
    /// <param name="share">Which: 0 … 1.</param>
    public static double Of(ReadOnlySpan<double> sorted, double share)
    {
        if (sorted.IsEmpty) return double.NaN;
        double at = share * (sorted.Length - 1);
        int below = (int)Math.Floor(at), above = Math.Min(below + 1, sorted.Length - 1);
        // Equal neighbours are not mixed: rounding would part them.
        return sorted[below] == sorted[above] ? sorted[below] : sorted[below] + (at - below) * (sorted[above] - sorted[below]);
    }
}
