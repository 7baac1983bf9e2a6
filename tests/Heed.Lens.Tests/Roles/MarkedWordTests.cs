using Heed.Lens.Roles;
using Heed.Lens.Tests.WholeMap;
using Heed.Models;

namespace Heed.Lens.Tests.Roles;

/// <summary>What a head that finds words is compared with.</summary>
public class MarkedWordTests
{
    [Theory]
    [InlineData(-3, "offset −3", 1.0)]
    [InlineData(-1, "offset −1", 1.0)]
    public void Baseline_OfMarksAtOneOffset_IsThatOffset(int offset, string name, double baseline)
        => Assert.Equal((name, baseline), Measured([.. Enumerable.Range(5, 10).Select(row => new HeadMark("coreference", row, [row + offset], row - 2))]));

    [Fact]
    public void Baseline_OfMarksThatStandNearest_IsTheNearestMention()
    {
        HeadMark Mark(int row, int target) => new("coreference", row, [target], row == 7 ? 0 : target);
        Assert.Equal(("nearest mention", 0.9), Measured([.. Enumerable.Range(5, 10).Select(row => Mark(row, row - row % 5 - 1))]));
    }

    [Fact]
    public void IsRole_NotAboveItsBaseline_IsNone()
    {
        var measure = new MarkedWord("answer");
        Assert.False(measure.IsRole(new HeadScore(0.9) { Baseline = 0.85 }));
        Assert.True(measure.IsRole(new HeadScore(0.9) { Baseline = 0.7 }));
        Assert.False(measure.IsRole(new HeadScore(0.4) { Baseline = 0.1 }));
    }

    private static (string?, double?) Measured(HeadMark[] marks)
    {
        (LanguageModel model, _) = MapCases.Create("gpt2");
        using (model)
        {
            var sample = new HeadSample(HeadSampleKind.Marked, new TokenBatch([.. Enumerable.Range(6, 16)])) { Marks = marks };
            HeadScore score = HeadRoles.Measure(model.Transformer, [sample])[0].Scores["coreference"];
            return (score.BaselineIs, score.Baseline);
        }
    }
}
