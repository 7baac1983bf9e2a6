using Heed.Prompts.Statistics;

namespace Heed.Prompts.Tests.Statistics;

public sealed class ResamplingTests
{
    // Darwin's maize, crossed less self-fertilized in eighths of an inch: Fisher (1935), section 21, finds 863 of 32768 sums at least as large.
    private static readonly double[] s_maize = [49, -67, 8, 16, 6, 23, 28, 41, 14, 29, 56, 24, 75, 60, -48];

    [Fact]
    public void SignFlip_FishersMaize_IsHisCount()
    {
        Assert.Equal(2 * 863 / 32768.0, Flip(s_maize));
        Assert.Equal(2 * 863 / 32768.0, Flip([.. s_maize.Select(x => -0.1 * x)])); // roundings of the sums do not matter
        PairedMean t = PairedMean.Of(s_maize);
        Assert.Equal((2.148, 0.0497), (Math.Round(t.Mean / t.Error, 3), Math.Round(t.P, 4)));
        Assert.Equal(0.0074, Math.Round(SignTest.P(s_maize), 4));
    }

    [Fact]
    public void SignFlip_PassesAndFailures_IsMcNemar()
    {
        for (int up = 0; up <= 9; up++)
            for (int down = 0; down <= 9; down++)
            {
                double[] d = [.. Enumerable.Repeat(1.0, up), .. Enumerable.Repeat(-1.0, down), 0, 0];
                Assert.Equal(McNemarTest.P(new PairedTable(1, down, up, 1)), Flip(d), 1e-12);
            }
    }

    [Fact]
    public void SignFlip_ManyRows_IsNearTheExactTest()
    {
        double[] d = [.. Enumerable.Repeat(1.0, 30), .. Enumerable.Repeat(-1.0, 18)];
        double exact = SignTest.P(30, 18), drawn = Flip(d, seed: 3);
        Assert.Equal(exact, drawn, 4 * Math.Sqrt(exact * (1 - exact) / 10_000)); // four deviations of 10 000 draws
        Assert.Equal(drawn, Flip(d, seed: 3));
    }

    [Fact]
    public void SignFlip_Clusters_AreFlippedWhole()
    {
        double[] d = [1, 1, 1, 1, 1, 1, 1, 1];
        Assert.Equal(2 / 256.0, Flip(d));
        Assert.Equal(2 / 4.0, Flip(d, [0, 0, 0, 0, 5, 5, 5, 5]));
        Assert.Equal(1, Flip([0, 0, 1, -1], [1, 1, 2, 2]));
    }

    // Of four rows there are 256 draws, all equally likely: the quantiles of many draws are theirs.
    [Fact]
    public void Bootstrap_FewRows_HasTheExactDistribution()
    {
        double[] d = [0.25, 1, -0.5, 0.75];
        double[] exact = [.. Enumerable.Range(0, 256).Select(i => (d[i % 4] + d[i / 4 % 4] + d[i / 16 % 4] + d[i / 64]) / 4).Order()];
        PairedBootstrap bootstrap = Bootstrap(d, seed: 11, draws: 20_000);
        foreach (double x in exact.Distinct())
        {
            double share = exact.Count(y => y <= x) / 256.0;
            double drawn = bootstrap.Means.ToArray().Count(y => y <= x + 1e-12) / 20_000.0;
            Assert.Equal(share, drawn, 5 * Math.Sqrt(share * (1 - share) / 20_000) + 1e-12); // five deviations; about 60 shares
        }
    }

    [Fact]
    public void Bootstrap_ManyRows_IsNearTheUsualInterval()
    {
        double[] d = Scores(400, seed: 5);
        PairedMean t = PairedMean.Of(d);
        PairedBootstrap bootstrap = Bootstrap(d);
        // A quantile of 10 000 draws at 2.5 % is off by √(0.025 · 0.975/10 000)/density, 0.027 errors; three of them and what is not normal in the data.
        foreach (Interval interval in (Interval[])[bootstrap.Percentile(), bootstrap.BiasCorrected()])
        {
            Assert.Equal(t.Interval.Low, interval.Low, 0.15 * t.Error);
            Assert.Equal(t.Interval.High, interval.High, 0.15 * t.Error);
        }
    }

    // By the book: plain loops over the same means.
    [Fact]
    public void BiasCorrected_SkewedScores_IsTheFormula()
    {
        double[] d = [.. Scores(40, seed: 9).Select(x => x * x * x)];
        PairedBootstrap bootstrap = Bootstrap(d, seed: 2);
        double[] means = bootstrap.Means.ToArray(), without = [.. d.Select((_, i) => d.Where((_, j) => j != i).Average())];
        double mean = d.Average(), z0 = NormalDistribution.Quantile(means.Count(m => m < mean) / 10_000.0), middle = without.Average();
        double a = without.Sum(x => Math.Pow(middle - x, 3)) / (6 * Math.Pow(without.Sum(x => Math.Pow(middle - x, 2)), 1.5));
        double At(double z) => NormalDistribution.Cumulative(z0 + (z0 + z) / (1 - a * (z0 + z))) * 9_999;
        Interval interval = bootstrap.BiasCorrected();
        Assert.InRange(interval.Low, means[(int)At(-1.959963984540054)] - 1e-12, means[(int)At(-1.959963984540054) + 1] + 1e-12);
        Assert.InRange(interval.High, means[(int)At(1.959963984540054)] - 1e-12, means[(int)At(1.959963984540054) + 1] + 1e-12);
        Assert.True(a > 0 && interval.High > bootstrap.Percentile().High); // skewed to the right: the interval moves there
    }

    [Fact]
    public void Bootstrap_SameSeed_GivesTheSameBits()
    {
        double[] d = Scores(60, seed: 1);
        double[] first = Bootstrap(d, seed: 4).Means.ToArray();
        Assert.Equal(first, Bootstrap(d, seed: 4).Means.ToArray());
        Assert.NotEqual(first, Bootstrap(d, seed: 5).Means.ToArray());
        // The same as one after the other, whatever the number of threads.
        Assert.Equal(first, Enumerable.Range(0, 10_000).Select(draw =>
        {
            var random = new Randomness(4, 0x626F6F74, (ulong)draw);
            double sum = 0;
            for (int i = 0; i < 60; i++) sum += d[random.NextInt(60)];
            return sum / 60;
        }).Order().ToArray());
    }

    [Fact]
    public void Bootstrap_Clusters_AreDrawnWhole()
    {
        double[] once = Scores(30, seed: 8), often = [.. once.SelectMany(x => Enumerable.Repeat(x, 4))];
        int[] clusters = [.. Enumerable.Range(0, 120).Select(i => i / 4 + 100)];
        Interval expected = Bootstrap(once).BiasCorrected(), clustered = Bootstrap(often, clusters).BiasCorrected(), ignored = Bootstrap(often).BiasCorrected();
        Assert.Equal(expected.Low, clustered.Low, 1e-12);
        Assert.Equal(expected.High, clustered.High, 1e-12);
        Assert.True(ignored.High - ignored.Low < 0.6 * (clustered.High - clustered.Low));
    }

    [Fact]
    public void Bootstrap_NothingToSpread_HasNoWidth()
    {
        Assert.Equal(new Interval(0.5, 0.5), Bootstrap([0.5, 0.5, 0.5]).BiasCorrected());
        Assert.Equal(new Interval(2, 2), Bootstrap([2]).Percentile());
        Assert.Contains("draws", Assert.Throws<HeedException>(() => Bootstrap([1], draws: 0)).Message);
        Assert.Contains("at least 1", Assert.Throws<HeedException>(() => Bootstrap([])).Message);
        Assert.Throws<OperationCanceledException>(() => PairedBootstrap.Of([1, 2], cancellation: new CancellationToken(canceled: true)));
    }

    // Where nothing differs, a test at 5 % rejects about 5 % of the time: here of 400 trials, within four deviations.
    [Fact]
    public void SignFlip_WithoutADifference_RejectsAsOftenAsItSays()
    {
        int rejected = Enumerable.Range(0, 400).Count(trial => Flip(Scores(12, (ulong)(1000 + trial)), draws: 500) <= 0.05);
        Assert.InRange(rejected / 400.0, 0.05 - 4 * Math.Sqrt(0.05 * 0.95 / 400), 0.05 + 4 * Math.Sqrt(0.05 * 0.95 / 400));
    }

    private static double[] Scores(int count, ulong seed)
    {
        var random = new Randomness(seed);
        return [.. Enumerable.Range(0, count).Select(_ => NormalDistribution.Quantile((random.NextInt(1000) + 0.5) / 1000))];
    }

    private static double Flip(double[] d, int[]? clusters = null, ulong seed = 0, int draws = 10_000)
        => SignFlipTest.P(d, clusters, seed, draws, TestContext.Current.CancellationToken);

    private static PairedBootstrap Bootstrap(double[] d, int[]? clusters = null, ulong seed = 0, int draws = 10_000)
        => PairedBootstrap.Of(d, clusters, seed, draws, TestContext.Current.CancellationToken);
}
