namespace Heed.Prompts.Statistics;

/// <summary>
/// The regularized incomplete beta function I_x(a, b), on which the tails of the binomial and of Student's distribution rest: its continued fraction
/// (NIST Digital Library of Mathematical Functions, 8.17.22), evaluated by Lentz's method as Thompson and Barnett (1986) changed it.
/// </summary>
public static class IncompleteBeta
{
    /// <summary>I_x(a, b).</summary>
    /// <param name="x">Between 0 and 1.</param>
    /// <param name="a">Above 0.</param>
    /// <param name="b">Above 0.</param>
    /// <exception cref="HeedException">An argument is outside of these.</exception>
    public static double Regularized(double x, double a, double b)
    {
        if (!(x >= 0 && x <= 1 && a > 0
            && b > 0)) throw new HeedException($"incomplete beta: expected 0 ≤ x ≤ 1, a > 0 and b > 0; got x = {x}, a = {a}, b = {b}.");
        if (x is 0 or 1) return x;
        // The fraction converges fast below the mean alone; above, the function of the complement is taken.
        return x <= (a + 1) / (a + b + 2) ? Front(x, a, b) * Fraction(x, a, b) / a : 1 - Front(1 - x, b, a) * Fraction(1 - x, b, a) / b;
    }

    private static double Front(double x, double a, double b)
        => Math.Exp(GammaFunction.Log(a + b) - GammaFunction.Log(a) - GammaFunction.Log(b) + a * Math.Log(x) + b * Math.Log(1 - x));

    private static double Fraction(double x, double a, double b)
    {
        const double tiny = 1e-300;
        double c = 1, d = 1 / Kept(1 - (a + b) * x / (a + 1)), result = d;
        for (int m = 1; m < 100_000; m++)
        {
            double even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m)), odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1));
            d = 1 / Kept(1 + even * d);
            c = Kept(1 + even / c);
            result *= d * c;
            d = 1 / Kept(1 + odd * d);
            c = Kept(1 + odd / c);
            double change = d * c;
            result *= change;
            if (Math.Abs(change - 1) < 1e-16) break;
        }
        return result;

        static double Kept(double value) => Math.Abs(value) < tiny ? tiny : value;
    }
}
