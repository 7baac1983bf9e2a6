namespace Heed.Lens.Consequences;

/// <summary>Spearman's rank correlation: Pearson's of the ranks, equal values sharing the mean of theirs (Spearman 1904).</summary>
public static class RankCorrelation
{
    /// <summary>The correlation of two lists; null where one of them is constant, or there are fewer than three pairs.</summary>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static double? Of(IReadOnlyList<float> a, IReadOnlyList<float> b)
    {
        if (a.Count != b.Count) throw new ArgumentException($"b: expected {a.Count} values, as many as a has; got {b.Count}.", nameof(b));
        if (a.Count < 3) return null;
        double[] x = Ranks(a), y = Ranks(b);
        double mean = (a.Count - 1) / 2.0, xy = 0, xx = 0, yy = 0;
        for (int i = 0; i < x.Length; i++)
        {
            xy += (x[i] - mean) * (y[i] - mean);
            xx += (x[i] - mean) * (x[i] - mean);
            yy += (y[i] - mean) * (y[i] - mean);
        }
        return xx == 0 || yy == 0 ? null : xy / Math.Sqrt(xx * yy);
    }

    private static double[] Ranks(IReadOnlyList<float> values)
    {
        int[] order = [.. Enumerable.Range(0, values.Count).OrderBy(i => values[i])];
        var ranks = new double[values.Count];
        for (int start = 0, end; start < order.Length; start = end)
        {
            end = start + 1;
            while (end < order.Length && values[order[end]].Equals(values[order[start]])) end++;
            for (int i = start; i < end; i++) ranks[order[i]] = (start + end - 1) / 2.0;
        }
        return ranks;
    }
}
