using Heed.Prompts.Comparisons;
using Heed.Prompts.Runs;

namespace Heed.Prompts.Tests.Comparisons;

public sealed class GateTests
{
    [Theory]
    [InlineData("pass-rate >= -0.02", "pass-rate", GateSide.Estimate, ">=", -0.02)]
    [InlineData("lower(pass-rate)>=-2e-2", "pass-rate", GateSide.Lower, ">=", -0.02)]
    [InlineData(" upper( latency ) < 50 ", "latency", GateSide.Upper, "<", 50)]
    [InlineData("tone (formal) > 0", "tone (formal)", GateSide.Estimate, ">", 0)]
    [InlineData("score<=1", "score", GateSide.Estimate, "<=", 1)]
    public void Parse_Gate_IsRead(string text, string metric, GateSide side, string sign, double bound)
    {
        var gate = Gate.Parse(text);
        Assert.Equal((metric, side, sign, bound), (gate.Metric, gate.Side, gate.Operator, gate.Bound));
    }

    [Theory]
    [InlineData("")]
    [InlineData("pass-rate")]
    [InlineData("pass-rate = 0")]
    [InlineData("pass-rate >= two")]
    [InlineData("pass-rate >= NaN")]
    [InlineData(">= 0.5")]
    [InlineData("lower() >= 0.5")]
    [InlineData("0 < pass-rate < 1")]
    [InlineData("pass-rate >=")]
    public void Parse_OtherText_IsRefused(string text) => Assert.Contains("pass-rate >= -0.02", Assert.Throws<HeedException>(() => Gate.Parse(text)).Message);

    [Theory]
    [InlineData("pass-rate >= -0.02", true)] // 49 of 50 against 50 of 50, exactly
    [InlineData("pass-rate > -0.02", false)]
    [InlineData("pass-rate <= -0.02", true)]
    [InlineData("pass-rate < -0.02", false)]
    [InlineData("pass-rate >= 0", false)]
    [InlineData("lower(pass-rate) >= -0.02", false)]
    [InlineData("upper(pass-rate) >= 0", true)]
    [InlineData("latency <= 0", true)]
    [InlineData("tone > 0", false)] // nobody has it in both
    public void Check_Gate_HoldsOrNot(string text, bool met)
    {
        EvalRun a = Runs.Of("a", Enumerable.Repeat(1.0, 50), (i, row) => i == 0 ? row with { NamedScores = new Dictionary<string,
            double> { ["tone"] = 1 } } : row);
        EvalRun b = Runs.Of("b", Enumerable.Range(0, 50).Select(i => i == 7 ? 0.0 : 1));
        GateResult result = Compare(a, b, text).Gates.Single();
        Assert.Equal(met, result.Met);
        Assert.Equal(text.StartsWith("tone"), result.Value is null);
        Assert.Equal(text.StartsWith("tone"), result.Reason.Contains("no case has tone"));
    }

    [Fact]
    public void Check_FewCases_HasNoBoundButAnEstimate()
    {
        EvalRun a = Runs.Of("a", [1, 1, 1]), b = Runs.Of("b", [1, 1, 1]);
        Assert.True(Compare(a, b, "pass-rate >= 0").Gates[0].Met);
        GateResult bound = Compare(a, b, "lower(pass-rate) >= -1").Gates[0];
        Assert.False(bound.Met);
        Assert.Contains("under 20", bound.Reason);
    }

    [Fact]
    public void Of_UnknownMetric_IsRefusedWithTheNames()
        => Assert.Contains("pass-rate, score, latency", Assert.Throws<HeedException>(() => Compare(Runs.Of("a", [1]), Runs.Of("b", [1]), "tone >= 0")).Message);

    private static RunComparison Compare(EvalRun a, EvalRun b, string gate)
        => RunComparison.Of(a, b, new ComparisonOptions { Gates = [Gate.Parse(gate)] }, TestContext.Current.CancellationToken);
}
