using Heed.Prompts.Assertions;
using Heed.Prompts.Plans;

namespace Heed.Prompts.Tests.Assertions;

public sealed class ColumnJudgingTests
{
    private static readonly PlannedAssertion s_a = Given.Assertion("contains", Given.Text("a"));
    private static readonly PlannedAssertion s_b = Given.Assertion("contains", Given.Text("b")) with { Weight = 2 };

    private static IReadOnlyList<Judgement> Judge(string[] outputs, params PlannedAssertion[] assertions)
        => ColumnJudging.Judge([.. outputs.Select((output, i) =>
    {
        AssertionContext context = Given.Context(output);
        context = context with { Case = context.Case with { Assertions = assertions }, Column = context.Column with { Index = i } };
        return new ColumnAnswer(context, Judging.Judge(context, assertions));
    })]);

    private static double Score(AssertionResult result) => result.Details.GetProperty("score").GetDouble();

    private static PlannedAssertion Max(string? value = null, double weight = 1)
        => Given.Assertion("max-score", value is null ? default : Given.Json(value)) with { Weight = weight };

    [Fact]
    public void MaxScore_HighestAverage_Wins()
    {
        IReadOnlyList<Judgement> judged = Judge(["x a", "x b", "x ab"], s_a, s_b, Max());
        Assert.Equal([false, false, true], judged.Select(judgement => judgement.Pass));
        Assert.Equal([0.25, 0.5, 1], judged.Select(judgement => judgement.Score));
        Assert.Contains("0.5 is not the best", judged[0].Reason);
    }

    [Fact]
    public void MaxScore_Equals_TheFirstWins()
        => Assert.Equal([true, false], Judge(["a", "a"], s_a, Max()).Select(judgement => judgement.Pass));

    [Fact]
    public void MaxScore_Settings_AreKept()
    {
        Assert.Equal([false, false], Judge(["a", "b"], s_a, s_b, Max("{\"threshold\":0.9}")).Select(judgement => judgement.Results[2].Verdict == Verdict.Pass));
        Assert.Equal(2, Score(Judge(["ab", "b"], s_a, s_b, Max("{\"method\":\"sum\"}"))[0].Results[2]));
        Assert.Equal(3, Score(Judge(["ab", "b"], s_a, Max("{\"method\":\"sum\",\"weights\":{\"contains\":3}}"))[0].Results[1]));
        Assert.All(Judge(["a", "b"], s_a, Max("{\"method\":\"median\"}")), judgement => Assert.True(judgement.IsError));
        Assert.All(Judge(["a", "b"], Max()), judgement => Assert.Contains("other assertions beside it", judgement.Reason));
    }

    [Fact]
    public void Judge_WeightOfZero_FailsNobody()
        => Assert.Equal([true, true], Judge(["a", "a"], s_a, Max(weight: 0)).Select(judgement => judgement.Pass));

    [Fact]
    public void Judge_ColumnWithAnError_TakesNoPart()
    {
        IReadOnlyList<Judgement> judged = Judge(["", "a"], Given.Assertion("bleu", Given.Text("a"), 0), Max());
        Assert.Equal([true, false], judged.Select(judgement => judgement.IsError));
        Assert.Equal(Verdict.Pass, judged[1].Results[1].Verdict);
    }

    [Fact]
    public void Needs_OnlyComparisons_IsTrue()
    {
        Assert.True(ColumnJudging.Needs(new PlannedCase(0) { Assertions = [s_a, Max()] }));
        Assert.False(ColumnJudging.Needs(new PlannedCase(0) { Assertions = [s_a] }));
        Assert.Equal(Verdict.Error, Given.Judge("not-select-best", "x", Given.Text("y")).Verdict);
        Assert.Equal(Verdict.Unsupported, Judge(["a", "b"], Given.Assertion("select-best", Given.Text("short")))[0].Results[0].Verdict);
    }
}
