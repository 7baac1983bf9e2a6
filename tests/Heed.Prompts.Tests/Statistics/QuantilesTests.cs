using Heed.Prompts.Statistics;

namespace Heed.Prompts.Tests.Statistics;

public sealed class QuantilesTests
{
    // R: quantile(c(1, 2, 4, 8, 16)), whose usual type is 7.
    [Theory]
    [InlineData(0, 1)]
    [InlineData(0.25, 2)]
    [InlineData(0.4, 3.2)]
    [InlineData(0.5, 4)]
    [InlineData(0.75, 8)]
    [InlineData(1, 16)]
    public void Of_Sample_IsThatOfType7(double share, double expected) => Assert.Equal(expected, Quantiles.Of([1, 2, 4, 8, 16], share), 1e-12);

    [Fact]
    public void Of_NoneOneAndEqualOnes_AreThemselves()
    {
        Assert.True(double.IsNaN(Quantiles.Of([], 0.5)));
        foreach (double share in (double[])[0, 0.1, 0.5, 1])
        {
            Assert.Equal(0.1, Quantiles.Of([0.1], share));
            Assert.Equal(0.1, Quantiles.Of([0.1, 0.1, 0.1, 0.1], share));
        }
    }

    [Fact]
    public void Of_AnySample_GrowsWithTheShareAndStaysWithin()
    {
        var random = new Random(5);
        for (int round = 0; round < 200; round++)
        {
            double[] sorted = [.. Enumerable.Range(0, 1 + round % 9).Select(_ => random.NextDouble() * 20 - 10).Order()];
            double[] quantiles = [.. Enumerable.Range(0, 21).Select(i => Quantiles.Of(sorted, i / 20.0))];
            Assert.Equal(quantiles.Order(), quantiles);
            Assert.Equal((sorted[0], sorted[^1]), (quantiles[0], quantiles[^1]));
        }
    }
}
