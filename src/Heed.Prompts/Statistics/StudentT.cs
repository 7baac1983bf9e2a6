namespace Heed.Prompts.Statistics;

/// <summary>Student's t distribution. Source: Student (1908); tails by the incomplete beta function, P[|T| ≥ t] = I_{ν/(ν+t²)}(ν/2, ½).</summary>
public static class StudentT
{
    /// <summary>P[|T| ≥ |t|].</summary>
    /// <param name="t">Any number.</param>
    /// <param name="freedom">Degrees of freedom ν, above 0.</param>
    /// <exception cref="HeedException">There are no degrees of freedom.</exception>
    public static double TwoSided(double t, double freedom)
    {
        Check(freedom);
        return double.IsInfinity(t) ? 0 : IncompleteBeta.Regularized(freedom / (freedom + t * t), freedom / 2, 0.5);
    }

    /// <summary>The t with P[|T| ≤ t] = confidence, by bisection until no double lies between.</summary>
    /// <param name="confidence">Between 0 and 1, both excluded.</param>
    /// <param name="freedom">Degrees of freedom ν, above 0.</param>
    /// <exception cref="HeedException">An argument is outside of these.</exception>
    public static double Quantile(double confidence, double freedom)
    {
        Checks.Confidence(confidence);
        Check(freedom);
        double low = 0, high = 1;
        while (TwoSided(high, freedom) > 1 - confidence) high *= 2;
        while (true)
        {
            double middle = low + (high - low) / 2;
            if (middle <= low || middle >= high) return middle;
            if (TwoSided(middle, freedom) > 1 - confidence) low = middle;
            else high = middle;
        }
    }

    private static void Check(double freedom)
    {
        if (!(freedom > 0)) throw new HeedException($"freedom: expected degrees of freedom above 0; got {freedom}.");
    }
}
