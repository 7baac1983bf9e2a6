using Heed.Prompts.Statistics;

namespace Heed.Prompts.Tests.Statistics;

public sealed class AdjustedTests
{
    [Fact]
    public void Holm_PublishedExample_IsMet() => Close([0.03, 0.06, 0.06, 0.02], Adjusted.Holm([0.01, 0.04, 0.03, 0.005]));

    // Benjamini and Hochberg (1995), section 3.3: at 5 % their procedure finds four, Bonferroni's three.
    private static readonly double[] s_published =
        [0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240, 0.4262, 0.5719, 0.6528, 0.7590, 1.0000];

    [Fact]
    public void BenjaminiHochberg_PublishedExample_FindsFour()
    {
        double[] adjusted = Adjusted.BenjaminiHochberg(s_published);
        Assert.Equal(4, adjusted.Count(p => p <= 0.05));
        Assert.Equal(0.0095 * 15 / 4, adjusted[3], 1e-15);
        Assert.Equal(3, Adjusted.Holm(s_published).Count(p => p <= 0.05));
    }

    [Fact]
    public void Adjusted_AnyOrder_FollowsTheTestsAndItsDefinition()
    {
        var random = new Randomness(7);
        for (int trial = 0; trial < 200; trial++)
        {
            double[] p = [.. Enumerable.Range(0, 1 + random.NextInt(12)).Select(_ => random.NextInt(4) == 0 ? 0.25 : random.NextDouble())];
            double[] holm = Adjusted.Holm(p), exploratory = Adjusted.BenjaminiHochberg(p);
            for (int i = 0; i < p.Length; i++)
            {
                // Definitions without sorting: the largest over those at most as large, the smallest over those at least as large.
                double expected = p.Where(q => q <= p[i]).Max(q => Math.Min(1, q * p.Count(r => r >= q)));
                Assert.Equal(expected, holm[i], 1e-15);
                Assert.Equal(p.Where(q => q >= p[i]).Min(q => q * p.Length / p.Count(r => r <= q)), exploratory[i], 1e-15);
                Assert.True(exploratory[i] <= holm[i] + 1e-15 && holm[i] >= p[i] && holm[i] <= 1);
            }
        }
        Assert.Empty(Adjusted.Holm([]));
        Assert.Contains("at 1", Assert.Throws<HeedException>(() => Adjusted.Holm([0.5, 1.5])).Message);
    }

    private static void Close(double[] expected, double[] actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (int i = 0; i < expected.Length; i++) Assert.Equal(expected[i], actual[i], 1e-15);
    }
}
