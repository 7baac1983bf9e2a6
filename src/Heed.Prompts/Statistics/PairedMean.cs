namespace Heed.Prompts.Statistics;

/// <summary>
/// The mean of paired differences with Student's interval: SE = s/√n, s with n − 1. It equals √(Var A + Var B − 2 Cov) of the two means.
/// Source: Student (1908); for evaluations, Miller, "Adding error bars to evals" (2024), arXiv 2411.00640.
/// </summary>
/// <param name="Mean">The mean difference.</param>
/// <param name="Error">Its standard error.</param>
/// <param name="Interval">Mean ± t · SE; without end for one pair.</param>
/// <param name="P">The two-sided p of no difference; 1 where all differences are 0 and for one pair.</param>
public sealed record PairedMean(double Mean, double Error, Interval Interval, double P)
{
    /// <summary>Of some differences.</summary>
    /// <param name="differences">One a pair, B less A.</param>
    /// <param name="confidence">Such as 0.95.</param>
    /// <exception cref="HeedException">There are none, one is not finite, or the confidence is not between 0 and 1.</exception>
    public static PairedMean Of(ReadOnlySpan<double> differences, double confidence = 0.95)
    {
        Checks.Finite("differences", differences, least: 1);
        Checks.Confidence(confidence);
        double mean = Moments.Mean(differences);
        int n = differences.Length;
        if (n == 1) return new PairedMean(mean, double.PositiveInfinity, new Interval(double.NegativeInfinity, double.PositiveInfinity), 1);
        double error = Moments.Deviation(differences) / Math.Sqrt(n), half = StudentT.Quantile(confidence, n - 1) * error;
        return new PairedMean(mean, error, new Interval(mean - half, mean + half), error > 0 ? StudentT.TwoSided(mean / error, n - 1) : mean == 0 ? 1 : 0);
    }
}
