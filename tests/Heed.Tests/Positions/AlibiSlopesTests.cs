using Heed.Positions;

namespace Heed.Tests.Positions;

/// <summary>ALiBi slopes against the numbers of the paper and the recipe of its authors' code.</summary>
public class AlibiSlopesTests
{
    [Fact]
    public void EightHeads_AreThePapersHalves()
        => Assert.Equal([1 / 2f, 1 / 4f, 1 / 8f, 1 / 16f, 1 / 32f, 1 / 64f, 1 / 128f, 1 / 256f], AlibiSlopes.ForHeads(8));

    [Fact]
    public void SixHeads_TakeEverySecondSlopeOfEight()
        => Assert.Equal([1 / 4f, 1 / 16f, 1 / 64f, 1 / 256f, 1 / 2f, 1 / 8f], AlibiSlopes.ForHeads(6));

    [Fact]
    public void EveryHeadCount_FollowsTheRecursion()
    {
        for (int heads = 1; heads <= 130; heads++)
        {
            double[] expected = Recipe(heads);
            float[] slopes = AlibiSlopes.ForHeads(heads);
            Assert.Equal(heads, slopes.Length);
            for (int h = 0; h < heads; h++) Assert.Equal(1, slopes[h] / expected[h], 1e-6);
        }
    }

    [Fact]
    public void NoHeads_AreRefused() => Assert.Contains("heads: expected at least 1; got 0", Assert.ThrowsAny<ArgumentException>(() => AlibiSlopes.ForHeads(0)).Message);

    /// <summary>The slopes as their authors define them: powers of a start, and a call to itself for what is left over.</summary>
    private static double[] Recipe(int heads)
    {
        double log = Math.Log2(heads);
        if (log == Math.Floor(log))
        {
            double start = Math.Pow(2, -Math.Pow(2, -(log - 3)));
            return [.. Enumerable.Range(0, heads).Select(i => start * Math.Pow(start, i))];
        }
        int closest = 1 << (int)Math.Floor(log);
        return [.. Recipe(closest), .. Recipe(2 * closest).Where((_, i) => i % 2 == 0).Take(heads - closest)];
    }
}
