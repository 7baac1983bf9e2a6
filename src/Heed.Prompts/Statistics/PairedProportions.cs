namespace Heed.Prompts.Statistics;

/// <summary>Intervals of the difference of two pass rates on the same cases, B less A.</summary>
public static class PairedProportions
{
    /// <summary>
    /// Wald's: δ ± z √((b + c − (c − b)²/n)/n²), δ = (c − b)/n, b and c the cases only A and only B passes. Too narrow for few cases, and of no width where
    /// none changed.
    /// </summary>
    /// <param name="table">The pairs.</param>
    /// <param name="confidence">Such as 0.95.</param>
    /// <exception cref="HeedException">There are no pairs, a count is negative, or the confidence is not between 0 and 1.</exception>
    public static Interval Wald(PairedTable table, double confidence = 0.95)
    {
        table.Check();
        Checks.Confidence(confidence);
        double b = table.OnlyA, c = table.OnlyB, n = table.Count;
        double half = NormalDistribution.Quantile(0.5 + confidence / 2) * Math.Sqrt(b + c - (c - b) * (c - b) / n) / n;
        return new Interval(Math.Max(-1, table.Delta - half), Math.Min(1, table.Delta + half));
    }

    /// <summary>
    /// Newcombe's, his method 10: the distances to the Wilson bounds of both rates, put together with their correlation φ, whose numerator is lessened by n/2
    /// where it is
    /// positive. Source: R. G. Newcombe, "Improved confidence intervals for the difference between binomial proportions based on paired data" (1998).
    /// </summary>
    /// <param name="table">The pairs.</param>
    /// <param name="confidence">Such as 0.95.</param>
    /// <exception cref="HeedException">There are no pairs, a count is negative, or the confidence is not between 0 and 1.</exception>
    public static Interval Newcombe(PairedTable table, double confidence = 0.95)
    {
        table.Check();
        double n = table.Count, a = (table.Both + table.OnlyA) / n, b = (table.Both + table.OnlyB) / n;
        Interval ofA = WilsonInterval.Of(table.Both + table.OnlyA, table.Count, confidence), ofB = WilsonInterval.Of(table.Both + table.OnlyB, table.Count,
            confidence);
        double phi = Phi(table);
        return new Interval(
            Math.Max(-1, table.Delta - Together(b - ofB.Low, ofA.High - a, phi)), Math.Min(1, table.Delta + Together(ofB.High - b, a - ofA.Low, phi)));
    }

    private static double Together(double first, double second, double phi)
        => Math.Sqrt(Math.Max(0, first * first - 2 * phi * first * second + second * second));

    private static double Phi(PairedTable table)
    {
        double both = table.Both, onlyA = table.OnlyA, onlyB = table.OnlyB, neither = table.Neither;
        double margins = (both + onlyA) * (onlyB + neither) * (both + onlyB) * (onlyA + neither), product = both * neither - onlyA * onlyB;
        return margins == 0 ? 0 : (product > 0 ? Math.Max(0, product - (double)table.Count / 2) : product) / Math.Sqrt(margins);
    }
}
