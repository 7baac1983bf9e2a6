using System.Text.Json;
using Heed.Prompts.Assertions;
using Heed.Prompts.Plans;

namespace Heed.Prompts.Tests.Assertions;

/// <summary>Sums, sets and thresholds; the numbers are those of promptfoo 0.118.17 where nothing else is said.</summary>
public sealed class JudgingTests
{
    private static readonly PlannedAssertion s_yes = Given.Assertion("contains", Given.Text("x")), s_no = Given.Assertion("contains", Given.Text("zzz"));

    private static Judgement Judge(double? threshold, params PlannedAssertion[] assertions)
    {
        AssertionContext context = Given.Context("x");
        return Judging.Judge(context with { Case = context.Case with { Threshold = threshold } }, assertions);
    }

    private static PlannedAssertion Set(double? threshold, params PlannedAssertion[] members)
        => Given.Assertion("assert-set", threshold: threshold) with { Members = members };

    [Fact]
    public void Judge_NoAssertions_Passes()
    {
        Judgement all = Judge(null);
        Assert.Equal((true, 1.0, "No assertions"), (all.Pass, all.Score, all.Reason));
    }

    [Theory]
    [InlineData(null, false, 0.5, "Expected output to contain \"zzz\"")]
    [InlineData(0.5, true, 0.5, "Aggregate score 0.50 ≥ 0.5 threshold")]
    [InlineData(0.6, false, 0.5, "Aggregate score 0.50 < 0.6 threshold")]
    [InlineData(0.0, false, 0.5, "Expected output to contain \"zzz\"")]
    public void Judge_Threshold_DecidesAlone(double? threshold, bool pass, double score, string reason)
    {
        Judgement all = Judge(threshold, s_yes, s_no);
        Assert.Equal((pass, score, reason), (all.Pass, all.Score, all.Reason));
    }

    [Fact]
    public void Judge_Weights_AreTheirShares()
    {
        Assert.Equal(0.75, Judge(null, s_yes with { Weight = 3 }, s_no).Score);
        Assert.Equal(0, Judge(null, s_yes with { Weight = -1 }, s_no).Score);
    }

    [Fact]
    public void Judge_WeightOfZero_PassesAndKeepsItsScore()
    {
        Judgement all = Judge(null, s_yes, s_no with { Weight = 0 });
        Assert.Equal((true, 1.0, "All assertions passed"), (all.Pass, all.Score, all.Reason));
        Assert.Equal((Verdict.Pass, 0.0, "Expected output to contain \"zzz\""), (all.Results[1].Verdict, all.Results[1].Score, all.Results[1].Reason));
        Assert.Equal((true, 0.0), (Judge(null, s_no with { Weight = 0 }).Pass, Judge(null, s_no with { Weight = 0 }).Score));
    }

    [Fact]
    public void Judge_SeveralFail_TheLastSaysWhy()
        => Assert.Contains("yyy", Judge(null, s_no, Given.Assertion("contains", Given.Text("yyy"))).Reason);

    [Fact]
    public void Judge_Set_CountsAsOne()
    {
        Judgement all = Judge(null, Set(0.5, s_yes, s_no) with { Weight = 2 }, s_yes);
        Assert.Equal((true, 2 / 3.0), (all.Pass, all.Score));
        Assert.Equal(2, all.Results.Count);
        Assert.Equal([Verdict.Pass, Verdict.Fail], all.Results[0].Members.Select(member => member.Verdict));
        Assert.Equal("Aggregate score 0.50 ≥ 0.5 threshold", all.Results[0].Reason);
        Assert.False(Judge(null, Set(null, s_yes, s_no)).Pass);
        Assert.Equal((true, 0.0), (Judge(null, Set(null)).Pass, Judge(null, Set(null)).Score));
    }

    [Fact]
    public void Judge_MetricsOfOneName_AreAveragedByWeight()
    {
        Judgement all = Judge(null, s_yes with { Metric = "m {{o}}", Weight = 3 }, s_no with { Metric = "m {{o}}" }, s_no with { Metric = "z", Weight = 0 },
            Set(null, s_yes with { Metric = "i" }) with { Metric = "s" });
        Assert.Equal(new Dictionary<string, double> { ["m x"] = 0.75, ["z"] = 0, ["i"] = 1, ["s"] = 1 }, all.NamedScores);
        Assert.Equal("m x", all.Results[0].Metric);
    }

    [Fact]
    public void Judge_NamedScoresOfCode_AreKept()
        => Assert.Equal(0.3, Judge(null, Given.Assertion(
            "javascript", Given.Text("({pass: true, score: 1, reason: 'r', namedScores: {a: 0.3}})"))).NamedScores["a"]);

    [Theory]
    [InlineData(null)]
    [InlineData(0.1)]
    public void Judge_OneCannotBeJudged_AllIsAnError(double? threshold)
    {
        Judgement all = Judge(threshold, s_yes, Given.Assertion("contains", Given.Text("")) with { Weight = 0 });
        Assert.True(all.IsError);
        Assert.Equal((false, 0.0), (all.Pass, all.Score));
        Assert.StartsWith("test.yaml, line 3, column 7: contains: expected a text or a number", all.Reason);
        Assert.True(Judge(threshold, Set(0.1, s_yes, Given.Assertion("contains"))).IsError);
    }

    [Theory]
    [InlineData("python")]
    [InlineData("webhook")]
    [InlineData("is-sql")]
    [InlineData("meteor")]
    [InlineData("trajectory:tool-used")]
    [InlineData("github:similarity")]
    public void Judge_Unsupported_FailsWhateverTheThresholdAndWeight(string type)
    {
        PlannedAssertion plain = Given.Assertion(type);
        foreach (PlannedAssertion assertion in new[] { plain with { Weight = 0 }, Set(0.1, s_yes, plain), Given.Assertion("not-" + type) })
        {
            Judgement all = Judge(0.1, s_yes, assertion);
            Assert.Equal((false, false, Verdict.Unsupported), (all.Pass, all.IsError, all.Results[1].Verdict));
        }
    }

    [Theory]
    [InlineData("containz", "Unknown assertion type: containz. Did you mean contains?")]
    [InlineData("not-equal", "Unknown assertion type: not-equal. Did you mean not-equals?")]
    [InlineData("Contains", "Unknown assertion type: Contains. Did you mean contains?")]
    [InlineData("zzzzzzzz", "Unknown assertion type: zzzzzzzz.")]
    [InlineData("not-assert-set", "Unknown assertion type: not-assert-set.")]
    public void Judge_UnknownType_IsAnErrorThatNamesTheNearest(string type, string message)
    {
        AssertionResult result = Given.Judge(type, "x");
        Assert.Equal(Verdict.Error, result.Verdict);
        Assert.Contains(message, result.Reason);
    }

    [Fact]
    public void Judge_NotBeforeWhatDoesNotInvert_HasNoEffectAndSaysSo()
    {
        AssertionResult result = Given.Judge("not-levenshtein", "abc", Given.Text("abc"));
        Assert.Equal(Verdict.Pass, result.Verdict);
        Assert.Contains("not- has no effect on levenshtein", result.Reason);
        Assert.True(result.Assertion.Not);
    }

    [Theory]
    [InlineData("JSON.parse(output).a", "{\"a\":\"x\"}", "\"x\"", Verdict.Pass)]
    [InlineData("JSON.parse(output)", "{\"a\":\"x\"}", "{\"a\":\"x\"}", Verdict.Pass)]
    [InlineData("JSON.parse(output).a", "{\"a\":5}", "5", Verdict.Pass)]
    [InlineData("output + context.vars.o + context.prompt.raw", "x", "\"xx{{'{{o}}'}}\"", Verdict.Pass)]
    [InlineData("''", "x", "\"\"", Verdict.Pass)]
    [InlineData("undefined", "x", "\"x\"", Verdict.Error)]
    [InlineData("null", "x", "\"x\"", Verdict.Error)]
    [InlineData("nope(", "x", "\"x\"", Verdict.Error)]
    [InlineData("file://t.js", "x", "\"x\"", Verdict.Unsupported)]
    public void Judge_Transform_ChangesTheOutput(string code, string output, string value, Verdict verdict)
        => Assert.Equal(verdict, Given.Judge(Given.Assertion("equals", Given.Json(value)) with { Transform = code }, output).Verdict);

    [Fact]
    public void Judge_TransformToAValue_IsAValueToCode()
        => Assert.Equal(Verdict.Pass, Given.Judge(Given.Assertion("javascript", Given.Text("output.a === 1")) with { Transform = "({a: 1})" }, "x").Verdict);

    [Fact]
    public void Judge_Stopped_Throws()
        => Assert.Throws<OperationCanceledException>(() => Judging.Judge(Given.Context("x") with { Cancellation = new CancellationToken(true) }, [s_yes]));

    [Fact]
    public void Judge_TypeThatKeepsItsValue_PutsNoVariablesIn()
    {
        Assert.Equal(Verdict.Pass, Given.Judge("github:equals", " {{o}} ", Given.Text("{{o}}")).Verdict);
        Assert.Equal(Verdict.Fail, Given.Judge("github:equals", "hello", Given.Text("Hello")).Verdict);
        Assert.Equal(Verdict.Pass, Given.Judge("github:contains", "Say HELLO", Given.Text("hello")).Verdict);
        Assert.Equal(Verdict.Pass, Given.Judge("github:startsWith", "HELLO you", Given.Text("hello")).Verdict);
        Assert.Equal(Verdict.Fail, Given.Judge("github:endsWith", "HELLO you", Given.Text("hello")).Verdict);
    }
}
