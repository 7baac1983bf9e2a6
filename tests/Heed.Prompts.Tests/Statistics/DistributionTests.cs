using System.Numerics;
using Heed.Prompts.Statistics;

namespace Heed.Prompts.Tests.Statistics;

/// <summary>Normal, t and binomial against printed tables, exact sums and each other.</summary>
public sealed class DistributionTests
{
    // Printed with 15 digits in tables; the last one is allowed to differ.
    [Theory]
    [InlineData(0.5, 0)]
    [InlineData(0.8, 0.841621233572914)]
    [InlineData(0.9, 1.281551565544600)]
    [InlineData(0.95, 1.644853626951473)]
    [InlineData(0.975, 1.959963984540054)]
    [InlineData(0.995, 2.575829303548901)]
    [InlineData(0.9995, 3.290526731491896)]
    [InlineData(1e-9, -5.997807015007686)]
    public void NormalQuantile_PrintedValue_IsMet(double p, double z) => Assert.Equal(z, NormalDistribution.Quantile(p), 1e-14 * Math.Max(1, Math.Abs(z)));

    [Theory]
    [InlineData(0, 0.5)]
    [InlineData(1, 0.841344746068543)]
    [InlineData(2, 0.977249868051821)]
    [InlineData(-3, 0.001349898031630095)]
    [InlineData(-6, 9.865876450376981e-10)]
    [InlineData(double.NegativeInfinity, 0)]
    [InlineData(double.PositiveInfinity, 1)]
    public void NormalCumulative_PrintedValue_IsMet(double z, double p) => Assert.Equal(p, NormalDistribution.Cumulative(z), 2e-15 * Math.Max(1e-9, p) * 10);

    [Fact]
    public void NormalCumulative_WhereSeriesMeetsFraction_IsContinuousAndRises()
    {
        double before = 0;
        for (int i = -8000; i <= 8000; i++)
        {
            double at = NormalDistribution.Cumulative(i / 1000.0);
            Assert.True(at >= before, $"{i / 1000.0}: {at} after {before}");
            before = at;
        }
        Assert.Equal(NormalDistribution.Cumulative(Math.BitDecrement(3.0)), NormalDistribution.Cumulative(3.0), 1e-15);
    }

    [Fact]
    public void NormalQuantile_OfCumulative_IsWhatItWas()
    {
        // The error of p, an ulp, is an error of z of ulp(p)/density.
        for (double z = -6; z <= 6; z += 0.0625)
        {
            double density = Math.Exp(-z * z / 2) / Math.Sqrt(2 * Math.PI), p = NormalDistribution.Cumulative(z);
            Assert.Equal(z, NormalDistribution.Quantile(p), 4 * Math.BitIncrement(p) - 4 * p + 1e-14 + (4e-16 / density));
        }
    }

    [Theory]
    [InlineData(0.95, 1, 12.706204736174707)]
    [InlineData(0.95, 9, 2.262157162798205)]
    [InlineData(0.95, 30, 2.042272456301238)]
    [InlineData(0.95, 100, 1.983971518523552)]
    [InlineData(0.99, 10, 3.169272672616838)]
    public void StudentQuantile_PrintedValue_IsMet(double confidence, double freedom, double t)
        => Assert.Equal(t, StudentT.Quantile(confidence, freedom), 1e-12 * t);

    [Fact]
    public void StudentTwoSided_OneAndTwoDegrees_AreTheirClosedForms()
    {
        for (double t = 0; t < 50; t += 0.37)
        {
            Assert.Equal(1 - 2 * Math.Atan(t) / Math.PI, StudentT.TwoSided(t, 1), 1e-14);
            Assert.Equal(1 - t / Math.Sqrt(2 + t * t), StudentT.TwoSided(t, 2), 1e-14);
        }
    }

    // z + (z³ + z)/4ν + … (Abramowitz and Stegun 26.7.5)
    [Fact]
    public void StudentQuantile_ManyDegrees_IsNearNormal()
    {
        const double z = 1.959963984540054;
        Assert.Equal(z + (z * z * z + z) / 4e5, StudentT.Quantile(0.95, 1e5), 1e-9);
    }

    [Fact]
    public void SignTest_AllSmallCounts_AreExactSums()
    {
        for (int n = 0; n <= 60; n++)
            for (int up = 0; up <= n; up++)
                Assert.Equal(Exact(up, n - up), SignTest.P(up, n - up), 1e-12);
    }

    [Theory]
    [InlineData(5000, 4800)]
    [InlineData(12, 900)]
    public void SignTest_ManyChanges_IsTheExactSum(int up, int down) => Assert.Equal(Exact(up, down), SignTest.P(up, down), 1e-10);

    [Theory]
    [InlineData(-0.1, 1, 1)]
    [InlineData(1.1, 1, 1)]
    [InlineData(0.5, 0, 1)]
    [InlineData(0.5, 1, double.NaN)]
    public void IncompleteBeta_OutsideOfItsArguments_IsRefused(double x, double a, double b)
        => Assert.Contains("incomplete beta", Assert.Throws<HeedException>(() => IncompleteBeta.Regularized(x, a, b)).Message);

    private static double Exact(int up, int down)
    {
        int n = up + down;
        BigInteger term = 1, sum = 0;
        for (int k = 0; k <= Math.Min(up, down); k++)
        {
            sum += term;
            term = term * (n - k) / (k + 1);
        }
        // 60 bits of the quotient are more than a double holds.
        return Math.Min(1, 2 * (double)((sum << 60) >> n) / (1L << 60));
    }
}
