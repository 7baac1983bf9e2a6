namespace Heed.Prompts.Statistics;

/// <summary>
/// The bootstrap of a mean difference: rows (or whole clusters of them) are drawn anew with replacement, and the spread of their means is read off. Every draw
/// has a random
/// sequence of its own that follows from seed and number, so the same seed gives the same bits on any number of threads.
/// Source: Efron and Tibshirani, "An Introduction to the Bootstrap" (1993), chapters 13 and 14.
/// </summary>
public sealed class PairedBootstrap
{
    /// <summary>Draws unless told otherwise.</summary>
    public const int UsualDraws = 10_000;

    // Apart from the sequences of other uses of the same seed.
    private const ulong Stream = 0x626F6F74;

    private readonly double[] _means;
    private readonly ClusterSums _clusters;

    private PairedBootstrap(double[] means, ClusterSums clusters) => (_means, _clusters) = (means, clusters);

    /// <summary>The mean difference itself.</summary>
    public double Mean => _clusters.Mean;

    /// <summary>The means of all draws, in ascending order.</summary>
    public ReadOnlySpan<double> Means => _means;

    /// <summary>Draws.</summary>
    /// <param name="differences">[rows] B less A.</param>
    /// <param name="clusters">[rows] the number of each row's cluster; empty where each row stands for itself.</param>
    /// <param name="seed">All draws follow from it.</param>
    /// <param name="draws">How many.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <exception cref="HeedException">There are no rows or no draws, a difference is not finite, or the lengths differ.</exception>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public static PairedBootstrap Of(
        ReadOnlySpan<double> differences, ReadOnlySpan<int> clusters = default, ulong seed = 0, int draws = UsualDraws,
            CancellationToken cancellation = default)
    {
        Checks.Finite("differences", differences, least: 1);
        if (draws < 1) throw new HeedException($"draws: expected at least 1; got {draws}.");
        var sums = new ClusterSums(differences, clusters);
        double[] means = new double[draws];
        Parallel.For(0, draws, new ParallelOptions { CancellationToken = cancellation }, draw => means[draw] = Draw(sums, new Randomness(seed, Stream,
            (ulong)draw)));
        Array.Sort(means);
        return new PairedBootstrap(means, sums);
    }

    /// <summary>From the (1 − confidence)/2 quantile of the means to the opposite one.</summary>
    /// <param name="confidence">Such as 0.95.</param>
    /// <exception cref="HeedException">The confidence is not between 0 and 1.</exception>
    public Interval Percentile(double confidence = 0.95)
    {
        Checks.Confidence(confidence);
        return new Interval(Quantile((1 - confidence) / 2), Quantile((1 + confidence) / 2));
    }

    /// <summary>
    /// The bias-corrected and accelerated interval: quantiles at Φ(z₀ + (z₀ ± z)/(1 − a(z₀ ± z))), z₀ from the share of means below the mean (equal ones count
    /// half),
    /// a from the jackknife over clusters, Σd³/6(Σd²)^1.5. Where the means do not spread on both sides of the mean it is the percentile interval.
    /// </summary>
    /// <param name="confidence">Such as 0.95.</param>
    /// <exception cref="HeedException">The confidence is not between 0 and 1.</exception>
    public Interval BiasCorrected(double confidence = 0.95)
    {
        Checks.Confidence(confidence);
        double below = 0;
        foreach (double mean in _means) below += mean < Mean ? 1 : mean == Mean ? 0.5 : 0;
        double share = below / _means.Length;
        if (share is 0 or 1) return Percentile(confidence);
        double bias = NormalDistribution.Quantile(share), acceleration = Acceleration(), z = NormalDistribution.Quantile((1 + confidence) / 2);
        return new Interval(Quantile(Level(-z)), Quantile(Level(z)));

        double Level(double side) => NormalDistribution.Cumulative(bias + (bias + side) / (1 - acceleration * (bias + side)));
    }

    private static double Draw(ClusterSums clusters, Randomness random)
    {
        (double sum, long count) = (0, 0);
        for (int i = 0; i < clusters.Length; i++)
        {
            int drawn = random.NextInt(clusters.Length);
            sum += clusters.Sums[drawn];
            count += clusters.Counts[drawn];
        }
        return sum / count;
    }

    // Between neighbours in order, in proportion (Hyndman and Fan 1996, type 7).
    private double Quantile(double level)
    {
        double place = level * (_means.Length - 1);
        int below = (int)place;
        return below + 1 >= _means.Length ? _means[^1] : _means[below] + (place - below) * (_means[below + 1] - _means[below]);
    }

    private double Acceleration()
    {
        int n = _clusters.Length;
        if (n < 2) return 0;
        double sum = 0;
        int count = 0;
        for (int i = 0; i < n; i++) (sum, count) = (sum + _clusters.Sums[i], count + _clusters.Counts[i]);
        double[] without = new double[n];
        for (int i = 0; i < n; i++) without[i] = (sum - _clusters.Sums[i]) / (count - _clusters.Counts[i]);
        double middle = Moments.Mean(without), squares = 0, cubes = 0;
        foreach (double mean in without)
        {
            double d = middle - mean;
            squares += d * d;
            cubes += d * d * d;
        }
        return squares == 0 ? 0 : cubes / (6 * Math.Pow(squares, 1.5));
    }
}
