namespace Heed.Prompts.Statistics;

/// <summary>Probabilities of several tests at once, adjusted so that each may still be held to 5 % by itself.</summary>
public static class Adjusted
{
    /// <summary>
    /// Holm's: the i-th smallest of m becomes (m − i + 1) p, never below the one before, at most 1. The chance of any false alarm stays below the level,
    /// whatever the
    /// tests have to do with each other. Source: S. Holm, "A simple sequentially rejective multiple test procedure" (1979).
    /// </summary>
    /// <param name="p">Of each test.</param>
    /// <returns>[tests] in the given order.</returns>
    /// <exception cref="HeedException">One is not between 0 and 1.</exception>
    public static double[] Holm(ReadOnlySpan<double> p)
    {
        (double[] sorted, int[] order) = Sort(p);
        double[] adjusted = new double[p.Length];
        double least = 0;
        for (int i = 0; i < sorted.Length; i++) adjusted[order[i]] = least = Math.Max(least, Math.Min(1, sorted[i] * (sorted.Length - i)));
        return adjusted;
    }

    /// <summary>
    /// Benjamini and Hochberg's: the i-th smallest of m becomes p m/i, never above the one behind. What is found below 5 % has at most 5 % false finds on
    /// average: for
    /// looking around, not for deciding. Source: Benjamini and Hochberg, "Controlling the false discovery rate" (1995).
    /// </summary>
    /// <param name="p">Of each test.</param>
    /// <returns>[tests] in the given order.</returns>
    /// <exception cref="HeedException">One is not between 0 and 1.</exception>
    public static double[] BenjaminiHochberg(ReadOnlySpan<double> p)
    {
        (double[] sorted, int[] order) = Sort(p);
        double[] adjusted = new double[p.Length];
        double most = 1;
        for (int i = sorted.Length - 1; i >= 0; i--) adjusted[order[i]] = most = Math.Min(most, sorted[i] * sorted.Length / (i + 1));
        return adjusted;
    }

    private static (double[] Sorted, int[] Order) Sort(ReadOnlySpan<double> p)
    {
        Checks.Probabilities(p);
        double[] sorted = p.ToArray();
        int[] order = [.. Enumerable.Range(0, p.Length)];
        Array.Sort(sorted, order);
        return (sorted, order);
    }
}
