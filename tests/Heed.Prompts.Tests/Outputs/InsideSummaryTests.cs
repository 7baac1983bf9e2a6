using Heed.Prompts.Outputs;
using Heed.Prompts.Outputs.Insides;
using Heed.Prompts.Runs;

namespace Heed.Prompts.Tests.Outputs;

public sealed class InsideSummaryTests
{
    private static readonly ColumnSummary s_column = Column(InsideRun.Of([.. Enumerable.Range(0, 5).Select(InsideRun.Six)]));

    [Fact]
    public void Position_Cases_HaveMeansQuartilesAndTheWidest()
    {
        PositionSummary position = Assert.Single(PositionSummary.Of(s_column));
        Assert.Equal("fact", position.Span);
        Assert.Equal([2, 3, -1], position.Places.Select(place => place.Mean));
        Assert.Equal((1, 2, 3), (position.Places[0].Low, position.Places[0].Middle, position.Places[0].High));
        Assert.Equal((0.5, 5, 6.0), (position.Here, position.Losing, position.Widest.Range));
        Assert.Equal(4, position.Widest.Result.Row.Case.Index);
        Assert.Equal(Heed.Prompts.Statistics.PairedMean.Of([.. position.Curves.Select(curve => curve.Margins[0])]).Interval, position.Places[0].OfMean);
        Assert.Equal(position.Curves.Count(curve => curve.Margins[2] > 0), position.Leading(2));
    }

    [Fact]
    public void Position_Shares_AreMeansWhereAllCasesHaveThem()
    {
        const string Known = "{'span':'fact','curve':[{'margin':1,'share':0.25},{'margin':2,'share':0.5}]}", Unknown = "{'span':'fact','curve':[{'margin':1},{'margin':2}]}";
        Assert.Equal((0.25, 0.5), Assert.Single(PositionSummary.Of(Column(InsideRun.Of([("heed:position", Known)], [("heed:position", Known)])))) is var both ? (both.Share(0), both.Share(1)) : default);
        Assert.Null(Assert.Single(PositionSummary.Of(Column(InsideRun.Of([("heed:position", Known)], [("heed:position", Unknown)])))).Share(0));
    }

    [Fact]
    public void Position_CurvesOfOtherLengths_StandApart()
    {
        const string Two = "{'span':'fact','curve':[{'margin':1},{'margin':2}]}", Three = "{'span':'fact','curve':[{'margin':1},{'margin':2},{'margin':3}]}";
        Assert.Equal([2, 3], PositionSummary.Of(Column(InsideRun.Of([("heed:position", Two)], [("heed:position", Three)]))).Select(one => one.Places.Count));
    }

    [Fact]
    public void Span_EffectAndAttention_AttentionOfAllHeadsIsNotToldTwice()
    {
        IReadOnlyList<SpanSummary> spans = SpanSummary.Of(s_column);
        Assert.Equal([("cut", ""), ("", "layer 1")], spans.Select(span => (span.How, span.Where)));
        Assert.Equal((2.0, 0.25, 0.5), (spans[0].Effect!.Mean, spans[0].Share!.Mean, spans[0].PerLength!.Mean));
        Assert.Equal([("looks weak, decides", 2)], spans[0].Stories);
        Assert.Equal("looks weak, decides", spans[0].Story); // 0.5 times its length, an effect of 2
        Assert.Null(spans[1].Effect);
        Assert.Empty(spans[1].Disagreeing);
    }

    [Fact]
    public void MarginDecisionDistraction_Cases_AreCounted()
    {
        MarginSummary margin = Assert.Single(MarginSummary.Of(s_column));
        Assert.Equal((2, 0.0), (margin.Behind, margin.Spread.Mean));
        Assert.Equal([-2, -1, 0, 1, 2], margin.Margins);
        DecisionSummary decision = Assert.Single(DecisionSummary.Of(s_column));
        Assert.Equal((4, 2, 2, 1, 0), (decision.Depth, decision.Never, decision.At(0), decision.At(1), decision.At(3)));
        Assert.Equal(-1, decision.Layers[^1]);
        DistractionSummary distraction = Assert.Single(DistractionSummary.Of(s_column));
        Assert.Equal((2.0, -1.0, 2.0, 3.0, 5), (distraction.Before.Mean, distraction.After.Mean, distraction.EffectBefore!.Mean,
            distraction.EffectAfter!.Mean, distraction.Lost));
        Assert.Equal(4, distraction.Results[0].Row.Case.Index);
    }

    // Files of results come from anywhere.
    [Theory]
    [InlineData("heed:margin", "{'margin':'much'}")]
    [InlineData("heed:margin", "{'margin':1e999}")]
    [InlineData("heed:margin", "[1]")]
    [InlineData("heed:position", "{'curve':[{'margin':1}]}")]
    [InlineData("heed:position", "{'curve':[{'margin':1},2]}")]
    [InlineData("heed:span-effect", "{'span':7}")]
    [InlineData("heed:span-attention", "{'share':null}")]
    [InlineData("heed:decision-layer", "{'layer':1.5,'layers':7}")]
    [InlineData("heed:decision-layer", "{'layer':1e300}")]
    [InlineData("heed:distraction", "{'before':{'margin':1},'after':3}")]
    public void All_DetailsOfAnotherForm_ArePassedOver(string type, string details)
    {
        var run = InsideRun.Of([(type, details)]);
        ColumnSummary column = Column(run);
        Assert.Empty(MarginSummary.Of(column));
        Assert.Empty(PositionSummary.Of(column));
        Assert.Empty(SpanSummary.Of(column));
        Assert.Empty(DecisionSummary.Of(column));
        Assert.Empty(DistractionSummary.Of(column));
        Assert.DoesNotContain("Inside the model", ResultFilesTests.Text("a.html", run));
    }

    private static ColumnSummary Column(EvalRun run) => ColumnSummary.Of(run)[0];
}
