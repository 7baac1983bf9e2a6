namespace Heed.Prompts.Statistics;

/// <summary>The interval of a pass rate. Source: E. B. Wilson, "Probable inference, the law of succession, and statistical inference" (1927).</summary>
public static class WilsonInterval
{
    /// <summary>(p + z²/2n ± z √(p(1 − p)/n + z²/4n²)) / (1 + z²/n); of nothing it is everything, [0, 1].</summary>
    /// <param name="passes">How many passed.</param>
    /// <param name="count">Of how many, n.</param>
    /// <param name="confidence">Such as 0.95.</param>
    /// <exception cref="HeedException">A count is negative, more passed than there are, or the confidence is not between 0 and 1.</exception>
    public static Interval Of(int passes, int count, double confidence = 0.95)
    {
        Checks.Counts(("passes", passes), ("count", count));
        Checks.Confidence(confidence);
        if (passes > count) throw new HeedException($"passes: expected at most the count, {count}; got {passes}.");
        if (count == 0) return new Interval(0, 1);
        double n = count, p = passes / n, z = NormalDistribution.Quantile(0.5 + confidence / 2), scale = 1 + z * z / n;
        double centre = (p + z * z / (2 * n)) / scale, half = z / scale * Math.Sqrt(p * (1 - p) / n + z * z / (4 * n * n));
        // At the ends centre and half are equal: rounding must not leave a bound a little beside 0 or 1.
        return new Interval(passes == 0 ? 0 : Math.Max(0, centre - half), passes == count ? 1 : Math.Min(1, centre + half));
    }
}
