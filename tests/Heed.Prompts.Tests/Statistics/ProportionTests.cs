using Heed.Prompts.Statistics;

namespace Heed.Prompts.Tests.Statistics;

public sealed class ProportionTests
{
    // Newcombe (1998), "Two-sided confidence intervals for the single proportion", table I, method 3.
    [Theory]
    [InlineData(81, 263, 0.2553, 0.3662)]
    [InlineData(15, 148, 0.0624, 0.1605)]
    [InlineData(0, 20, 0.0000, 0.1611)]
    [InlineData(1, 29, 0.0061, 0.1718)]
    public void Wilson_PublishedExamples_AreMet(int passes, int count, double low, double high)
    {
        Interval interval = WilsonInterval.Of(passes, count);
        Assert.Equal((low, high), (Math.Round(interval.Low, 4), Math.Round(interval.High, 4)));
    }

    [Theory]
    [InlineData(10, 0.49, 0.94)]
    [InlineData(20, 0.58, 0.92)]
    [InlineData(50, 0.67, 0.89)]
    [InlineData(100, 0.71, 0.87)]
    [InlineData(200, 0.74, 0.85)]
    [InlineData(500, 0.76, 0.83)]
    public void Wilson_FourOfFive_IsAsTabulated(int count, double low, double high)
    {
        Interval interval = WilsonInterval.Of(count * 4 / 5, count);
        Assert.Equal((low, high), (Math.Round(interval.Low, 2), Math.Round(interval.High, 2)));
    }

    [Fact]
    public void Wilson_AnyCounts_SolvesItsEquationAndMirrors()
    {
        for (int n = 1; n <= 40; n++)
            for (int x = 0; x <= n; x++)
            {
                Interval interval = WilsonInterval.Of(x, n, 0.9), mirrored = WilsonInterval.Of(n - x, n, 0.9);
                double p = (double)x / n, z = NormalDistribution.Quantile(0.95);
                foreach (double bound in (double[])[interval.Low, interval.High]) // (p − π)² = z² π(1 − π)/n
                    Assert.Equal((p - bound) * (p - bound), z * z * bound * (1 - bound) / n, 1e-14);
                Assert.Equal(1 - mirrored.High, interval.Low, 1e-15);
                Assert.InRange(p, interval.Low, interval.High);
            }
        Assert.Equal(new Interval(0, 1), WilsonInterval.Of(0, 0));
    }

    // Altman, Machin, Bryant, Gardner (2000), "Statistics with Confidence", table 6.2; Fagerland, Lydersen, Laake (2014), the data of Bentur et al. (2009).
    [Theory]
    [InlineData(14, 5, 0, 22, 0.011, 0.226)]
    [InlineData(1, 1, 7, 12, -0.507, -0.026)]
    public void Newcombe_PublishedExamples_AreMet(int both, int first, int second, int neither, double low, double high)
    {
        // There the difference is the first less the second: ours has B first.
        Interval interval = PairedProportions.Newcombe(new PairedTable(both, second, first, neither));
        Assert.Equal((low, high), (Math.Round(interval.Low, 3), Math.Round(interval.High, 3)));
    }

    [Fact]
    public void Wald_PublishedExample_IsMet()
    {
        Interval interval = PairedProportions.Wald(new PairedTable(1, 7, 1, 12)); // Fagerland et al. (2014)
        Assert.Equal((-0.520, -0.052), (Math.Round(interval.Low, 3), Math.Round(interval.High, 3)));
    }

    [Fact]
    public void Intervals_AnyTable_HoldDeltaAndTurnWithTheVariants()
    {
        for (int both = 0; both <= 6; both++)
            for (int b = 0; b <= 6; b++)
                for (int c = 0; c <= 6; c++)
                    for (int neither = both == 0 && b == 0 && c == 0 ? 1 : 0; neither <= 6; neither++)
                        foreach (Func<PairedTable, double, Interval> method in (Func<PairedTable, double, Interval>[])[PairedProportions.Wald,
                            PairedProportions.Newcombe])
                        {
                            var table = new PairedTable(both, b, c, neither);
                            Interval interval = method(table, 0.95), turned = method(new PairedTable(both, c, b, neither), 0.95), wide = method(table, 0.99);
                            Assert.InRange(table.Delta, interval.Low, interval.High);
                            Assert.Equal(-turned.High, interval.Low, 1e-14);
                            Assert.Equal(-turned.Low, interval.High, 1e-14);
                            Assert.True(wide.Low <= interval.Low && wide.High >= interval.High);
                            Assert.InRange(interval.Low, -1, 1);
                        }
    }

    // The sum of (n − 1) Bin-weighted formula: Wald's variance is that of the differences −1, 0, 1 with n.
    [Fact]
    public void Wald_Variance_IsThatOfTheDifferences()
    {
        double[] d = [.. Enumerable.Repeat(1.0, 9), .. Enumerable.Repeat(-1.0, 4), .. Enumerable.Repeat(0.0, 27)];
        double mean = d.Average(), error = Math.Sqrt(d.Sum(x => (x - mean) * (x - mean)) / d.Length / d.Length);
        Interval interval = PairedProportions.Wald(new PairedTable(20, 4, 9, 7));
        Assert.Equal(mean + 1.959963984540054 * error, interval.High, 1e-14);
    }

    [Theory]
    [InlineData(6, 0, 0.031)]
    [InlineData(5, 0, 0.0625)]
    [InlineData(8, 1, 0.039)]
    [InlineData(10, 2, 0.039)]
    [InlineData(12, 4, 0.077)]
    [InlineData(9, 2, 0.06543)] // mcnemar.exact of R's exact2x2, its table 21, 9, 2, 12
    [InlineData(0, 0, 1)]
    [InlineData(3, 3, 1)]
    public void McNemar_PrintedValues_AreMet(int onlyA, int onlyB, double p)
    {
        int digits = p == 0.06543 ? 5 : p == 0.0625 ? 4 : 3;
        Assert.Equal(p, Math.Round(McNemarTest.P(new PairedTable(21, onlyA, onlyB, 12)), digits));
        Assert.Equal(McNemarTest.P(new PairedTable(0, onlyA, onlyB, 0)), McNemarTest.P(new PairedTable(5, onlyB, onlyA, 9)));
    }

    [Fact]
    public void McNemar_FewerThanSixChanges_NeverReachesFivePercent()
    {
        for (int b = 0; b < 6; b++)
            for (int c = 0; b + c < 6; c++) Assert.True(McNemarTest.P(new PairedTable(0, b, c, 100)) > 0.05);
        Assert.True(McNemarTest.P(new PairedTable(0, 6, 0, 100)) < 0.05);
    }

    [Theory]
    [InlineData(0.3, 0.2, 57)]
    [InlineData(0.3, 0.1, 234)]
    [InlineData(0.2, 0.1, 155)]
    [InlineData(0.2, -0.05, 626)]
    [InlineData(0.1, 0.05, 312)]
    [InlineData(0.1, 0.02, 1960)]
    public void PairsNeeded_PassFail_IsAsComputed(double discordant, double delta, int pairs) => Assert.Equal(pairs, PairsNeeded.PassFail(discordant, delta));

    [Theory]
    [InlineData(0.4, 0.1, 126)]
    [InlineData(0.4, -0.05, 503)]
    public void PairsNeeded_Scores_IsAsComputed(double deviation, double delta, int pairs) => Assert.Equal(pairs, PairsNeeded.Scores(deviation, delta));

    [Fact]
    public void Detectable_OfThePairsNeeded_IsTheDifference()
    {
        Assert.InRange(PairsNeeded.Detectable(0.4, 126), 0.0995, 0.1);
        Assert.Equal(126, PairsNeeded.Scores(0.4, PairsNeeded.Detectable(0.4, 126) * (1 + 1e-12)));
    }

    [Fact]
    public void PairsNeeded_WrongArguments_AreRefused()
    {
        Assert.Contains("discordant", Assert.Throws<HeedException>(() => PairsNeeded.PassFail(0.1, 0.2)).Message);
        Assert.Contains("not 0", Assert.Throws<HeedException>(() => PairsNeeded.Scores(0.1, 0)).Message);
        Assert.Contains("passes", Assert.Throws<HeedException>(() => WilsonInterval.Of(3, 2)).Message);
        Assert.Contains("count", Assert.Throws<HeedException>(() => WilsonInterval.Of(0, -2)).Message);
        Assert.Contains("confidence", Assert.Throws<HeedException>(() => WilsonInterval.Of(1, 2, 95)).Message);
        Assert.Contains("pairs", Assert.Throws<HeedException>(() => PairedProportions.Wald(new PairedTable(0, 0, 0, 0))).Message);
    }
}
