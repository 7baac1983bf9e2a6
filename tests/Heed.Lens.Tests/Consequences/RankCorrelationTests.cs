using Heed.Lens.Consequences;

namespace Heed.Lens.Tests.Consequences;

/// <summary>Spearman's correlation on lists whose answer is known.</summary>
public class RankCorrelationTests
{
    [Fact]
    public void Of_MonotoneLists_IsOneOrMinusOne()
    {
        Assert.Equal(1, RankCorrelation.Of([1, 2, 5, 100], [-3, 0, 0.1f, 7])!.Value, 12);
        Assert.Equal(-1, RankCorrelation.Of([1, 2, 5, 100], [9, 8, 3, -7])!.Value, 12);
    }

    [Fact]
    public void Of_Ties_ShareTheMeanRank()
        // Ranks 0, 1.5, 1.5, 3 against 0, 1, 2, 3: 4.5 / √(4.5 · 5).
        => Assert.Equal(4.5 / Math.Sqrt(4.5 * 5), RankCorrelation.Of([1, 2, 2, 3], [1, 2, 3, 4])!.Value, 12);

    [Fact]
    public void Of_AConstantOrTooFew_IsNone()
    {
        Assert.Null(RankCorrelation.Of([1, 1, 1], [1, 2, 3]));
        Assert.Null(RankCorrelation.Of([1, 2], [1, 2]));
    }
}
