namespace Heed.Prompts.Statistics;

/// <summary>
/// Fisher's permutation test of paired differences: were A and B alike, the sign of every row's difference (of a whole cluster's) could as well be the other.
/// p is the share of sign patterns whose sum is at least as far from 0: of all patterns up to 20 clusters that differ, beyond that of random ones, with
/// (hits + 1)/(draws + 1). Source: Fisher, "The Design of Experiments" (1935), section 21; Phipson and Smyth (2010) for the random ones.
/// </summary>
public static class SignFlipTest
{
    /// <summary>Up to how many clusters all patterns are tried.</summary>
    internal const int MostExact = 20;

    private const double Rounding = 2.220446049250313E-16;

    private const ulong Stream = 0x666C6970;

    /// <summary>The two-sided p; 1 where nothing differs.</summary>
    /// <param name="differences">[rows] B less A.</param>
    /// <param name="clusters">[rows] the number of each row's cluster; empty where each row stands for itself.</param>
    /// <param name="seed">Random patterns follow from it.</param>
    /// <param name="draws">How many of them.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <exception cref="HeedException">There are no rows or no draws, a difference is not finite, or the lengths differ.</exception>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public static double P(
        ReadOnlySpan<double> differences, ReadOnlySpan<int> clusters = default, ulong seed = 0, int draws = PairedBootstrap.UsualDraws,
            CancellationToken cancellation = default)
    {
        Checks.Finite("differences", differences, least: 1);
        if (draws < 1) throw new HeedException($"draws: expected at least 1; got {draws}.");
        double[] sums = [.. new ClusterSums(differences, clusters).Sums.Where(sum => sum != 0)];
        if (sums.Length == 0) return 1;
        // Sums that are equal but for the order of additions count as equal: each of them is off by at most n roundings of the sum of magnitudes.
        double slack = sums.Length * Rounding * sums.Sum(Math.Abs), reached = Math.Abs(sums.Sum()) - slack;
        return sums.Length <= MostExact ? Exact(sums, reached) : Random(sums, reached, seed, draws, cancellation);
    }

    // All patterns as pairs of a pattern of the first half and one of the second: every sum is made of few additions.
    private static double Exact(double[] sums, double reached)
    {
        double[] first = Patterns(sums.AsSpan(0, sums.Length / 2)), second = Patterns(sums.AsSpan(sums.Length / 2));
        long hits = 0;
        foreach (double a in first)
            foreach (double b in second)
                if (Math.Abs(a + b) >= reached) hits++;
        return (double)hits / (1L << sums.Length);
    }

    private static double[] Patterns(ReadOnlySpan<double> sums)
    {
        double[] patterns = new double[1 << sums.Length];
        for (int i = 0; i < sums.Length; i++)
            for (int old = (1 << i) - 1; old >= 0; old--) (patterns[old], patterns[old + (1 << i)]) = (patterns[old] - sums[i], patterns[old] + sums[i]);
        return patterns;
    }

    private static double Random(double[] sums, double reached, ulong seed, int draws, CancellationToken cancellation)
    {
        int hits = 0;
        Parallel.For(0, draws, new ParallelOptions { CancellationToken = cancellation }, draw =>
        {
            if (Math.Abs(Flipped(sums, new Randomness(seed, Stream, (ulong)draw))) >= reached) Interlocked.Increment(ref hits);
        });
        return (hits + 1.0) / (draws + 1.0);
    }

    private static double Flipped(double[] sums, Randomness random)
    {
        double sum = 0;
        ulong bits = 0;
        for (int i = 0; i < sums.Length; i++)
        {
            if (i % 64 == 0) bits = random.Next();
            sum += (bits & 1) == 0 ? sums[i] : -sums[i];
            bits >>= 1;
        }
        return sum;
    }
}
