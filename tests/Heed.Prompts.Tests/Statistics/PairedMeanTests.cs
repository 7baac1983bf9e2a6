using Heed.Prompts.Statistics;

namespace Heed.Prompts.Tests.Statistics;

public sealed class PairedMeanTests
{
    // Student's sleep data (1908), as in every textbook.
    private static readonly double[] s_first = [0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0], s_second = [1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6,
        4.6, 3.4];

    [Fact]
    public void Of_StudentsSleepData_IsThePublishedResult()
    {
        PairedMean result = PairedMean.Of(s_first.Zip(s_second, (a, b) => a - b).ToArray());
        Assert.Equal(-1.58, result.Mean, 1e-14);
        Assert.Equal(-4.0621, result.Mean / result.Error, 5e-5);
        Assert.Equal(0.002833, result.P, 5e-7);
        Assert.Equal(-2.4598858, result.Interval.Low, 5e-8);
        Assert.Equal(-0.7001142, result.Interval.High, 5e-8);
    }

    // Miller (2024): the paired error follows from both variances and the covariance.
    [Fact]
    public void Of_AnyScores_ErrorIsThatOfBothMeansLessTheirCovariance()
    {
        double a = s_first.Average(), b = s_second.Average(), n = s_first.Length;
        double varA = s_first.Sum(x => (x - a) * (x - a)) / (n - 1), varB = s_second.Sum(x => (x - b) * (x - b)) / (n - 1);
        double covariance = s_first.Zip(s_second, (x, y) => (x - a) * (y - b)).Sum() / (n - 1);
        Assert.Equal(Math.Sqrt((varA + varB - 2 * covariance) / n), PairedMean.Of(s_second.Zip(s_first, (x, y) => x - y).ToArray()).Error, 1e-14);
    }

    [Fact]
    public void Of_EqualDifferences_HasNoWidth()
    {
        PairedMean zero = PairedMean.Of([0, 0, 0]), one = PairedMean.Of([0.1, 0.1, 0.1]), single = PairedMean.Of([2]);
        Assert.Equal((0, 1, new Interval(0, 0)), (zero.Mean, zero.P, zero.Interval));
        Assert.Equal((0.0, 0.0), (one.P, one.Error));
        Assert.Equal((1, double.PositiveInfinity), (single.P, single.Interval.High));
    }

    [Theory]
    [InlineData(new double[0], "at least 1")]
    [InlineData(new[] { 1, double.NaN }, "NaN at 1")]
    public void Of_NoNumbers_IsRefused(double[] differences, string message)
        => Assert.Contains(message, Assert.Throws<HeedException>(() => PairedMean.Of(differences)).Message);

    [Fact]
    public void ClusteredError_AClusterARow_IsTheUsualError()
    {
        double[] d = [.. s_first.Zip(s_second, (a, b) => b - a)];
        Assert.Equal(PairedMean.Of(d).Error, ClusteredError.Of(d, [.. Enumerable.Range(40, d.Length)]), 1e-15);
    }

    [Fact]
    public void ClusteredError_ByHand_IsMet()
    {
        // Mean 2.5; sums of deviations −2 (rows 1, 2) and 2 (rows 3, 4): √(2/1 · 8)/4 = 1.
        Assert.Equal(1, ClusteredError.Of([1, 2, 3, 4], [7, 7, 9, 9]), 1e-15);
        // Every row four times over says no more than the rows once, but for C/(C − 1).
        double[] once = [0.1, 0.9, 0.4, 0.3, 0.7];
        double[] often = [.. once.SelectMany(x => Enumerable.Repeat(x, 4))];
        Assert.Equal(PairedMean.Of(once).Error, ClusteredError.Of(often, [.. Enumerable.Range(0, 20).Select(i => i / 4)]), 1e-15);
        Assert.Equal(double.PositiveInfinity, ClusteredError.Of([1, 2], [3, 3]));
        Assert.Contains("clusters", Assert.Throws<HeedException>(() => ClusteredError.Of([1, 2], [3])).Message);
    }
}
