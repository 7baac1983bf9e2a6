using System.Text.Json;
using Heed.Prompts.Assertions;
using Heed.Prompts.Insides.Summaries;
using Heed.Prompts.Outputs;
using Heed.Prompts.Plans;
using Heed.Prompts.Runs;
using Heed.Prompts.Statistics;

namespace Heed.Prompts.Tests.Insides;

public sealed class SummaryTests
{
    [Fact]
    public void Spans_OverRows_AreMeansWithIntervalAndStory()
    {
        ColumnSummary column = Column(
            [("heed:span-effect", Effect("fact", 4, 0.2, 0.25, "looks weak, decides"))], [("heed:span-effect", Effect("fact", 2, 0.4, 0.75, null))],
            [("equals", "{}")]);
        SpanSummary span = Assert.Single(SpanSummary.Of(column));
        Assert.Equal(("fact", "cut", 2, 1), (span.Span, span.How, span.Points.Count, span.Disagreeing));
        Assert.Equal(PairedMean.Of([4, 2]), span.Effect);
        Assert.Equal((0.3, 0.5), (span.Share, span.PerLength), (x, y) => Math.Abs(x.Item1 - y.Item1) < 1e-15 && x.Item2 == y.Item2);
        Assert.Equal("looks weak, decides", span.Story); // 0.5 times its length, an effect of 3
        Assert.Equal("#/why?x", span.Points[0].Studio);
    }

    [Fact]
    public void Spans_OfSeveralKinds_StandApart_EffectsFirst_MembersOfSetsToo()
    {
        var set = new PlannedAssertion("assert-set", new Place("x")) { Members = [Planned("heed:span-effect", "{}")] };
        var row = Row(0, new AssertionResult(Planned("heed:span-attention", """{"layer":1}"""), Verdict.Pass, 1,
            "") { Details = Plans.Json("""{"span":"fact","share":0.5,"perLength":2}""") },
            new AssertionResult(set, Verdict.Pass, 1, "") { Members = [Result("heed:span-effect", Effect("fact", 1, 0.5, 2, null)),
                Result("heed:span-effect", Effect("talk", 1, 0.5, 2, null).Replace("cut", "delete"))] });
        IReadOnlyList<SpanSummary> spans = SpanSummary.Of(new ColumnSummary(row.Column, [row]));
        Assert.Equal([("fact", "cut"), ("talk", "delete"), ("fact", "layer 1")], spans.Select(span => (span.Span, span.How)));
        Assert.Null(spans[2].Effect);
        Assert.Null(spans[2].Story);
    }

    [Theory]
    [InlineData("heed:span-effect", """{"span":"fact","share":0.5,"perLength":1}""")]
    [InlineData("heed:span-effect", """{"span":7,"effect":1,"share":0.5,"perLength":1}""")]
    [InlineData("heed:span-effect", """{"span":"fact","effect":1e999,"share":0.5,"perLength":1}""")]
    [InlineData("heed:span-attention", "[1]")]
    [InlineData("heed:position", """{"span":"fact","range":1,"curve":[]}""")]
    [InlineData("heed:position", """{"span":"fact","range":1,"curve":[{"place":0,"margin":"x","share":0}]}""")]
    [InlineData("heed:position", """{"span":"fact","range":1,"curve":[3]}""")]
    [InlineData("heed:position", "null")]
    public void Details_ThatAreNotAsTheyShouldBe_ArePassedOver(string type, string details)
    {
        ColumnSummary column = Column([(type, details)]);
        Assert.Empty(SpanSummary.Of(column));
        Assert.Empty(SpanCurve.Of(column));
    }

    [Fact]
    public void Curves_OfTheSamePlaces_AreMeans_AndThoseOfMostRowsComeFirst()
    {
        ColumnSummary column = Column(
            [("heed:position", Curve(3, (0, 1), (2, 5)))], [("heed:position", Curve(4, (0, 1), (3, 2)))], [("heed:position", Curve(3, (0, -1), (2, 8)))]);
        IReadOnlyList<SpanCurve> curves = SpanCurve.Of(column);
        Assert.Equal([(3, 2), (4, 1)], curves.Select(curve => (curve.Places, curve.Rows.Count)));
        Assert.Equal([0, 2], curves[0].Points.Select(point => point.Place));
        Assert.Equal([PairedMean.Of([1, -1]), PairedMean.Of([5, 8])], curves[0].Points.Select(point => point.Margin));
        Assert.Equal([1, 2], curves[0].Points.Select(point => point.Leads));
        Assert.Equal([9, 4], curves[0].Rows.Select(row => row.Range)); // the largest first
        Assert.Equal(6.5, curves[0].Range);
    }

    private static string Effect(string span, double effect, double share, double perLength, string? story)
        => JsonSerializer.Serialize(new { span, how = "cut", effect, share, perLength, story, studio = "#/why?x" });

    private static string Curve(int places, params (int Place, double Margin)[] points) => JsonSerializer.Serialize(new
    {
        span = "fact", places, range = points.Max(point => point.Margin) - points.Min(point => point.Margin),
        curve = points.Select(point => new { place = point.Place, margin = point.Margin, share = 0.5 }),
    });

    private static PlannedAssertion Planned(string type, string raw) => new(type, new Place("x")) { Raw = Plans.Json(raw) };

    private static AssertionResult Result(string type, string details) => new(Planned(type, "{}"), Verdict.Pass, 1, "") { Details = Plans.Json(details) };

    private static RunRow Row(int index, params AssertionResult[] results)
        => new(Plans.Case(index), new PlannedColumn(0, Plans.Echo, Plans.Prompt("p"))) { Id = $"{index}", Vars = new Dictionary<string, JsonElement>(),
            Prompt = "p", Results = results };

    private static ColumnSummary Column(params (string Type, string Details)[][] rows)
    {
        RunRow[] made = [.. rows.Select((row, i) => Row(i, [.. row.Select(one => Result(one.Type, one.Details))]))];
        return new ColumnSummary(made[0].Column, made);
    }
}
