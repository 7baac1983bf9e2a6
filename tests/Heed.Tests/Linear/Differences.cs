namespace Heed.Tests.Linear;

/// <summary>Central differences in double.</summary>
internal static class Differences
{
    private const double Step = 1e-5;

    /// <summary>Compares a gradient with differences of <paramref name="value"/>, which reads <paramref name="at"/>.</summary>
    public static void Check(double[] at, double[] gradient, Func<double> value, string name, double tolerance = 1e-8)
    {
        Assert.Equal(at.Length, gradient.Length);
        double[] differences = Of(at, value);
        double largest = gradient.Length == 0 ? 1 : Math.Max(1e-3, differences.Max(Math.Abs));
        for (int i = 0; i < at.Length; i++)
            Assert.True(Math.Abs(differences[i] - gradient[i]) < tolerance * largest, $"{name}[{i}]: difference {differences[i]:R}, gradient {gradient[i]:R}");
    }

    public static double[] Of(double[] at, Func<double> value)
    {
        var result = new double[at.Length];
        for (int i = 0; i < at.Length; i++)
        {
            double before = at[i];
            at[i] = before + Step;
            double above = value();
            at[i] = before - Step;
            double below = value();
            at[i] = before;
            result[i] = (above - below) / (2 * Step);
        }
        return result;
    }
}
