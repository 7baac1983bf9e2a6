namespace Heed.Prompts.Statistics;

/// <summary>
/// The sign test: whether ups and downs could be heads and tails. Source: Arbuthnott (1710); with passes and failures it is McNemar's exact test.
/// Its power is small: six changes all one way are the fewest that reach p &lt; 0.05.
/// </summary>
public static class SignTest
{
    /// <summary>min(1, 2 P[Bin(n, ½) ≤ min(up, down)]), n = up + down; ties are no part of it. Without any change it is 1.</summary>
    /// <param name="up">Pairs that rose.</param>
    /// <param name="down">Pairs that fell.</param>
    /// <returns>The two-sided p.</returns>
    /// <exception cref="HeedException">A count is negative.</exception>
    public static double P(int up, int down)
    {
        Checks.Counts(("up", up), ("down", down));
        int least = Math.Min(up, down), most = Math.Max(up, down);
        // P[Bin(n, ½) ≤ k] = I_½(n − k, k + 1); up = down is more than half, and capped.
        return up == down ? 1 : Math.Min(1, 2 * IncompleteBeta.Regularized(0.5, most, least + 1));
    }

    /// <summary>The sign test of differences.</summary>
    /// <param name="differences">One a pair; zeros are ties.</param>
    /// <returns>The two-sided p.</returns>
    public static double P(ReadOnlySpan<double> differences)
    {
        (int up, int down) = (0, 0);
        foreach (double difference in differences)
        {
            if (difference > 0) up++;
            else if (difference < 0) down++;
        }
        return P(up, down);
    }
}
