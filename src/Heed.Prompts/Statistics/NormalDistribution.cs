namespace Heed.Prompts.Statistics;

/// <summary>The standard normal distribution.</summary>
public static class NormalDistribution
{
    private const double SqrtTwoPi = 2.5066282746310005;

    /// <summary>
    /// P[Z ≤ z]: half of the regularized incomplete gamma function of ½ at z²/2, by its series near 0 and its continued fraction in the tails.
    /// Source: NIST Digital Library of Mathematical Functions, 7.6.2 and 7.9.1.
    /// </summary>
    /// <param name="z">Any number; ±∞ gives 0 or 1.</param>
    public static double Cumulative(double z)
    {
        if (double.IsNaN(z)) return double.NaN;
        double tail = Math.Abs(z) < 3 ? 0.5 - Central(Math.Abs(z)) : Tail(Math.Abs(z));
        return z < 0 ? tail : 1 - tail;
    }

    /// <summary>
    /// The z with P[Z ≤ z] = p: a rough start (Abramowitz and Stegun 26.2.23), then Newton's steps on the logarithm of the tail, which converge from either
    /// side.
    /// </summary>
    /// <param name="p">Between 0 and 1; 0 and 1 give −∞ and ∞.</param>
    /// <exception cref="HeedException">It is not between 0 and 1.</exception>
    public static double Quantile(double p)
    {
        Checks.Probabilities([p]);
        if (p == 0.5) return 0;
        if (p is 0 or 1) return p == 0 ? double.NegativeInfinity : double.PositiveInfinity;
        double tail = Math.Min(p, 1 - p), t = Math.Sqrt(-2 * Math.Log(tail));
        double z = Math.Max(0, t - (2.515517 + t * (0.802853 + t * 0.010328)) / (1 + t * (1.432788 + t * (0.189269 + t * 0.001308))));
        for (int step = 0; step < 6; step++)
        {
            double at = Cumulative(-z);
            z += Math.Log(at / tail) * at / Density(z);
        }
        return p < 0.5 ? -z : z;
    }

    private static double Density(double z) => Math.Exp(-0.5 * z * z) / SqrtTwoPi;

    private static double Central(double z)
    {
        double term = z, sum = z;
        for (int n = 1; Math.Abs(term) > sum * 1e-17 && n < 200; n++)
        {
            term *= z * z / (2 * n + 1);
            sum += term;
        }
        return sum * Density(z);
    }

    // Mills' ratio as the fraction 1/(z + 1/(z + 2/(z + 3/(z + …)))), from the inside: 120 levels are exact in double from z = 3 on.
    private static double Tail(double z)
    {
        if (double.IsInfinity(z)) return 0;
        double fraction = z;
        for (int n = 120; n >= 1; n--) fraction = z + n / fraction;
        return Density(z) / fraction;
    }
}
