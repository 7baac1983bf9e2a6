using Heed.Lens.Positions;

namespace Heed.Lens.Tests.Positions;

/// <summary>What curves come to, on numbers written by hand.</summary>
public class PositionSummaryTests
{
    [Fact]
    public void Of_TwoSizes_FindsBestWorstAndGapOfEach()
    {
        IReadOnlyList<PositionSummary> summaries = PositionSummary.Of(Result(
            Point(64, 0, 2, 0.3, -5, 0.9), Point(64, 50, 1, 0.4, -4, 0.5), Point(64, 100, 7, 0, -3, 0.1), Point(128, 0, -1, null, 0, 0.2)));
        Assert.Equal([64, 128], summaries.Select(summary => summary.Size));
        Assert.Equal((100.0, 50.0, 6.0), (summaries[0].Best.Place, summaries[0].Worst.Place, summaries[0].Gap));
        Assert.Equal(0.4, summaries[0].GapError);
        Assert.True(summaries[0].IsClear);
        Assert.True(summaries[0].EffectVaries); // −5 ± 0.3 beside −3 ± 0
        Assert.Equal(1, summaries[0].Agreement); // 0.9, 0.5, 0.1 beside 5, 4, 3
        Assert.Equal((0.0, 0.0, 0.0), (summaries[1].Best.Place, summaries[1].Worst.Place, summaries[1].Gap));
        Assert.Null(summaries[1].GapError);
        Assert.Null(summaries[1].IsClear);
        Assert.Null(summaries[1].Agreement);
    }

    [Fact]
    public void IsClear_GapWithinTwiceItsError_IsFalse()
    {
        PositionSummary summary = Assert.Single(PositionSummary.Of(Result(Point(64, 0, 1, 3, 0, 0), Point(64, 100, 10.9, 4, 0, 0))));
        Assert.Equal(5, summary.GapError); // 3-4-5
        Assert.False(summary.IsClear);
        Assert.False(summary.EffectVaries);
    }

    [Fact]
    public void Agreement_AttentionAgainstEffect_IsMinusOne()
        => Assert.Equal(-1, Assert.Single(PositionSummary.Of(Result(Point(9, 0, 0, 1, -1, 0.9), Point(9, 1, 0, 1, -2, 0.5), Point(9, 2, 0, 1, -3, 0.1)))).Agreement);

    [Theory]
    [InlineData(1, new[] { 1 })]
    [InlineData(3, new[] { 1, 3 })]
    [InlineData(256, new[] { 64, 128, 256 })]
    [InlineData(4096, new[] { 256, 512, 1024 })]
    public void Quick_AnyWindow_StaysWithinIt(int window, int[] sizes)
    {
        PositionPlan plan = PositionPlan.Quick(window);
        plan.Check();
        Assert.Equal(sizes, plan.Sizes);
    }

    private static PositionResult Result(params PositionPoint[] points)
        => new(PositionUnit.Tokens, points, [], new PositionBaseline(null, 1, 1, new MeanAndError(1, null)));

    private static PositionPoint Point(int size, double place, double margin, double? error, double effect, double attention) => new()
    {
        Size = size, Place = place, Tokens = size, SpanStart = 0, Samples = 2, Right = 1, Margin = new(margin, error), Effect = new(effect, error),
        Attention = [[0.0, attention]], Sink = [[0.0, 0.0]],
    };
}
