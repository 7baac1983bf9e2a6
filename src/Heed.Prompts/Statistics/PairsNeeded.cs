namespace Heed.Prompts.Statistics;

/// <summary>How many cases a decision needs: to see a difference at a two-sided level with a given power.</summary>
public static class PairsNeeded
{
    /// <summary>
    /// Pass or fail: ((z_α √ψ + z_β √(ψ − δ²))/δ)², rounded up, ψ the share of cases on which the variants part.
    /// Source: R. J. Connor, "Sample size for testing differences in proportions for the paired-sample design" (1987).
    /// </summary>
    /// <param name="discordant">ψ, at most 1.</param>
    /// <param name="delta">δ, the difference of the pass rates; of either sign, not 0, at most ψ.</param>
    /// <param name="level">α, two-sided.</param>
    /// <param name="power">1 − β.</param>
    /// <exception cref="HeedException">An argument is outside of these.</exception>
    public static int PassFail(double discordant, double delta, double level = 0.05, double power = 0.8)
    {
        double size = Math.Abs(delta);
        if (!(discordant <= 1 && size <= discordant && size > 0))
            throw new HeedException($"pairs needed: expected 0 < |delta| ≤ discordant ≤ 1; got delta {delta}, discordant {discordant}.");
        (double alpha, double beta) = Quantiles(level, power);
        return Ceiling(Square((alpha * Math.Sqrt(discordant) + beta * Math.Sqrt(discordant - size * size)) / size));
    }

    /// <summary>Scores: (z_α + z_β)² s²/δ², rounded up, s the deviation of the differences. Source: Miller (2024), arXiv 2411.00640.</summary>
    /// <param name="deviation">s, of the paired differences.</param>
    /// <param name="delta">δ, the difference of the means; of either sign, not 0.</param>
    /// <param name="level">α, two-sided.</param>
    /// <param name="power">1 − β.</param>
    /// <exception cref="HeedException">An argument is outside of these.</exception>
    public static int Scores(double deviation, double delta, double level = 0.05, double power = 0.8)
    {
        if (!(deviation >= 0 && double.IsFinite(deviation) && Math.Abs(delta) > 0))
            throw new HeedException($"pairs needed: expected a deviation of at least 0 and a delta that is not 0; got {deviation} and {delta}.");
        (double alpha, double beta) = Quantiles(level, power);
        return Ceiling(Square((alpha + beta) * deviation / delta));
    }

    /// <summary>The smallest difference of means that so many pairs show: (z_α + z_β) s/√n, <see cref="Scores"/> solved for δ.</summary>
    /// <param name="deviation">s, of the paired differences.</param>
    /// <param name="pairs">n.</param>
    /// <param name="level">α, two-sided.</param>
    /// <param name="power">1 − β.</param>
    /// <exception cref="HeedException">There are no pairs, or another argument is not possible.</exception>
    public static double Detectable(double deviation, int pairs, double level = 0.05, double power = 0.8)
    {
        if (!(deviation >= 0 && double.IsFinite(deviation)
            && pairs > 0)) throw new HeedException($"detectable: expected a deviation of at least 0 and pairs; got {deviation} and {pairs}.");
        (double alpha, double beta) = Quantiles(level, power);
        return (alpha + beta) * deviation / Math.Sqrt(pairs);
    }

    private static (double Alpha, double Beta) Quantiles(double level, double power)
    {
        Checks.Confidence(level);
        Checks.Confidence(power);
        return (NormalDistribution.Quantile(1 - level / 2), NormalDistribution.Quantile(power));
    }

    private static double Square(double x) => x * x;

    private static int Ceiling(double pairs) => pairs >= int.MaxValue ? int.MaxValue : Math.Max(1, (int)Math.Ceiling(pairs));
}
