using System.Text.Json;
using Heed.Prompts.Answers;
using Heed.Prompts.Assertions;
using Heed.Prompts.Plans;

namespace Heed.Prompts.Tests.Assertions;

/// <summary>Kinds whose facts promptfoo 0.118 cannot give without a model, or that it does not have.</summary>
public sealed class KindTests
{
    private static AssertionResult Judge(string type, Answer answer, JsonElement value = default, double? threshold = null)
        => Judging.Judge(Given.Context(answer.Text) with { Answer = answer }, [Given.Assertion(type, value, threshold)]).Results[0];

    [Theory]
    [InlineData("word-count", "a b  c", "3", Verdict.Pass, "Assertion passed")]
    [InlineData("word-count", " a b ", "\"2\"", Verdict.Pass, "Assertion passed")]
    [InlineData("word-count", "a b", "3", Verdict.Fail, "Word count 2 does not equal expected 3")]
    [InlineData("not-word-count", "a b", "2", Verdict.Fail, "Expected word count to not equal 2")]
    [InlineData("word-count", "a b", "{\"min\":2,\"max\":3}", Verdict.Pass, "Assertion passed")]
    [InlineData("word-count", "a", "{\"min\":2,\"max\":3}", Verdict.Fail, "Word count 1 is not between 2 and 3")]
    [InlineData("word-count", "a b c d", "{\"max\":3}", Verdict.Fail, "Word count 4 is not at most 3")]
    [InlineData("word-count", "", "{\"min\":1}", Verdict.Fail, "Word count 0 is not at least 1")]
    [InlineData("not-word-count", "a b", "{\"min\":1}", Verdict.Fail, "Word count 2 is at least 1")]
    [InlineData("word-count", "a", "{\"min\":5,\"max\":3}", Verdict.Error, "expected min ≤ max")]
    [InlineData("word-count", "a", "\"many\"", Verdict.Error, "expected a number, or an object with min or max")]
    public void WordCount_Words_AreCounted(string type, string output, string value, Verdict verdict, string reason)
    {
        AssertionResult result = Given.Judge(type, output, Given.Json(value));
        Assert.Equal(verdict, result.Verdict);
        Assert.Contains(reason, result.Reason);
    }

    [Fact]
    public void Perplexity_LogProbabilities_AreExact()
    {
        var answer = new Answer("a b") { LogProbabilities = [Math.Log(0.5), Math.Log(0.125)] };
        Assert.Equal(Verdict.Pass, Judge("perplexity", answer, threshold: 4.0000001).Verdict);
        Assert.Equal(Verdict.Pass, Judge("perplexity", answer).Verdict);
        AssertionResult failed = Judge("perplexity", answer, threshold: 3.9);
        Assert.Equal((Verdict.Fail, "Perplexity 4.00 is greater than threshold 3.9"), (failed.Verdict, failed.Reason));
        AssertionResult score = Judge("perplexity-score", answer, threshold: 0.2);
        Assert.Equal(Verdict.Fail, Judge("perplexity-score", answer, threshold: 0.21).Verdict);
        // exp, ln and the mean are each off by an ulp or so.
        Assert.Equal(0.2, score.Score, 1e-15);
        Assert.Equal(Verdict.Error, Judge("perplexity", new Answer("a")).Verdict);
    }

    [Fact]
    public void Latency_Cached_IsAnError()
    {
        Assert.Equal(Verdict.Pass, Judge("latency", new Answer("x") { LatencyMs = 10 }, threshold: 10).Verdict);
        AssertionResult slow = Judge("latency", new Answer("x") { LatencyMs = 10.6 }, threshold: 10);
        Assert.Equal((Verdict.Fail, "Latency 11ms is greater than threshold 10ms"), (slow.Verdict, slow.Reason));
        AssertionResult cached = Judge("latency", new Answer("x") { Cached = true }, threshold: 10);
        Assert.Equal(Verdict.Error, cached.Verdict);
        Assert.Contains("--no-cache", cached.Reason);
    }

    [Fact]
    public void FinishReason_Reasons_AreComparedWithoutCase()
    {
        Assert.Equal(Verdict.Pass, Judge("finish-reason", new Answer("x") { FinishReason = "stop" }, Given.Text("STOP")).Verdict);
        Assert.Equal("Expected finish reason \"length\" but got \"stop\"",
            Judge("finish-reason", new Answer("x") { FinishReason = "stop" }, Given.Text("length")).Reason);
        Assert.Equal(Verdict.Fail, Judge("finish-reason", new Answer("x"), Given.Text("stop")).Verdict);
    }

    [Theory]
    [InlineData("{\"guardrails\":{\"flagged\":true}}", Verdict.Fail, 0)]
    [InlineData("{\"guardrails\":{\"flagged\":false}}", Verdict.Pass, 1)]
    [InlineData("{}", Verdict.Pass, 0)]
    public void Guardrails_Flag_Fails(string metadata, Verdict verdict, double score)
    {
        AssertionResult result = Judge("guardrails", new Answer("x") { Metadata = Given.Json(metadata) });
        Assert.Equal((verdict, score), (result.Verdict, result.Score));
    }

    [Theory]
    [InlineData("bleu", "the cat sat on a mat", "the cat sat on the mat", 0.537284965911771)]
    [InlineData("gleu", "the cat sat on a mat", "the cat sat on the mat", 0.6111111111111112)]
    [InlineData("rouge-n", "the cat sat", "the cat sat on the mat", 0.5)]
    public void Standard_Published_AreTheirFormulae(string type, string output, string reference, double score)
    {
        AssertionResult result = Given.Judge(Given.Assertion(type, Given.Text(reference), -1) with { Config = Given.Json("{\"standard\":true}") }, output);
        Assert.Equal(score, result.Score, 1e-15);
    }

    [Fact]
    public void Standard_ShortOutput_IsPunishedWherePromptfooRewardsIt()
    {
        PlannedAssertion bleu = Given.Assertion("bleu", Given.Text("it is a guide to action that ensures"), 0);
        Assert.Equal(Math.Exp(0.25), Given.Judge(bleu, "it is a guide to action").Score, 1e-15);
        Assert.Equal(Math.Exp(1 - 8 / 6.0), Given.Judge(bleu with { Config = Given.Json("{\"standard\":true}") }, "it is a guide to action").Score, 1e-15);
        Assert.Equal(Verdict.Error, Given.Judge(bleu with { Config = Given.Json("{\"standard\":1}") }, "a").Verdict);
    }

    [Fact]
    public void Rouge_RunsOfTwo_AreThePublishedRecall()
        => Assert.Equal(0.4, Given.Judge(Given.Assertion("rouge-n", Given.Text("the cat sat on the mat"), 0) with
        {
            Config = Given.Json("{\"standard\":true,\"n\":2}"),
        }, "the cat sat").Score, 1e-15);

    [Fact]
    public void Regex_CatastrophicPattern_IsAnErrorNotAHang()
        => Assert.Equal(Verdict.Error, Given.Judge("regex", new string('a', 50) + "b", Given.Text("^(a+)+$")).Verdict);

    [Fact]
    public void Xml_EntitiesAndDeclarations_FetchAndGrowNothing()
    {
        string bomb = "<!DOCTYPE a [<!ENTITY x \"xxxxxxxxxx\"><!ENTITY y \"&x;&x;&x;&x;\">]><a>&y;</a>";
        Assert.Equal(Verdict.Fail, Given.Judge("is-xml", bomb).Verdict);
        string file = "<!DOCTYPE a SYSTEM \"file:///etc/hosts\" [<!ENTITY x SYSTEM \"file:///etc/hosts\">]><a>&x;</a>";
        Assert.Equal(Verdict.Fail, Given.Judge("is-xml", file).Verdict);
        string deep = string.Concat(Enumerable.Repeat("<a>", 5000)) + string.Concat(Enumerable.Repeat("</a>", 5000));
        Assert.Equal(Verdict.Fail, Given.Judge("is-xml", deep).Verdict);
    }

    [Theory]
    [InlineData("{{{{{{{{{{")]
    [InlineData("[{[{[{[{[{")]
    [InlineData("{a: &x [*x, *x]}")]
    public void ContainsJson_BracketsInLongTexts_EndSoon(string part)
        => Assert.Contains(Given.Judge("contains-json", string.Concat(Enumerable.Repeat(part, 10_000))).Verdict, new[] { Verdict.Fail, Verdict.Pass });
}
