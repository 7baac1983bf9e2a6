using System.Text.Json;
using Heed.Lens.Metrics;
using Heed.Models.Chat;
using Heed.Prompts.Assertions;
using Heed.Prompts.Plans;

namespace Heed.Prompts.Tests.Assertions;

/// <summary>Judges and embedders, on the built-in models: they know little, and their numbers are exact all the same.</summary>
public sealed class JudgeTests : IDisposable
{
    private const string Judge = "heed:tiny-decoder";

    private readonly LocalModels _models = new();

    public void Dispose() => _models.Dispose();

    private AssertionResult Ask(PlannedAssertion assertion, string output) => Given.Judge(assertion, output, _models);

    private static PlannedAssertion By(string type, string? value = null, string judge = Judge, double? threshold = null)
        => Given.Assertion(type, value is null ? default : Given.Text(value), threshold) with { Grader = Given.Text(judge) };

    [Fact]
    public void Rubric_LocalJudge_ScoreIsTheShareOfYes()
    {
        AssertionResult result = Ask(By("llm-rubric", "is big"), "The trophy was too big.");
        string prompt = "Output: The trophy was too big.\n\nRubric: is big\n\nDoes the output meet the rubric?\n\nAnswer yes or no:";
        double yes = Question.Of(_models.Load("tiny-decoder"), prompt, "yes", null).Value();
        double no = Question.Of(_models.Load("tiny-decoder"), prompt, "no", null).Value();
        // Both are float sums of a pass each; the score's slope is at most a quarter of the difference's error.
        Assert.Equal(1 / (1 + Math.Exp(no - yes)), result.Score, 1e-5);
        Assert.Equal(yes, result.Details.GetProperty("logProbabilityYes").GetDouble(), 1e-4);
        Assert.Equal(no, result.Details.GetProperty("logProbabilityNo").GetDouble(), 1e-4);
        Assert.Equal(result.Score > 0.5 ? Verdict.Pass : Verdict.Fail, result.Verdict);
        Assert.Contains("tiny-decoder says", result.Reason);
    }

    [Theory]
    [InlineData("llm-rubric")]
    [InlineData("factuality")]
    [InlineData("model-graded-factuality")]
    [InlineData("model-graded-closedqa")]
    [InlineData("g-eval")]
    [InlineData("answer-relevance")]
    public void Verdicts_Thresholds_AreHeldTo(string type)
    {
        AssertionResult result = Ask(By(type, "is big"), "The box was big.");
        Assert.InRange(result.Score, 0, 1);
        Assert.Contains(result.Verdict, new[] { Verdict.Pass, Verdict.Fail });
        Assert.Equal(Verdict.Fail, Ask(By(type, "is big", threshold: 1), "The box was big.").Verdict);
        Assert.Equal(result.Score, Ask(By(type, "is big"), "The box was big.").Score);
    }

    [Fact]
    public void Rubric_OwnWordsAndMessages_AreAsked()
    {
        PlannedAssertion own = By("llm-rubric") with { RubricPrompt = Given.Text("Is {{output}} from {{o}}?") };
        PlannedAssertion list = own with { RubricPrompt = Given.Json("""[{"role":"user","content":"Is {{output}} from {{o}}?"}]""") };
        Assert.Equal(Ask(own, "a cat").Score, Ask(list, "a cat").Score);
        Assert.NotEqual(Ask(own, "a cat").Score, Ask(By("llm-rubric", "x"), "a cat").Score);
        Assert.Equal(Verdict.Error, Ask(own with { RubricPrompt = Given.Json("[1]") }, "a").Verdict);
        Assert.Equal(Verdict.Error, Ask(By("llm-rubric"), "a").Verdict);
    }

    [Fact]
    public void Rubric_ChatTemplate_WritesThePrompt()
    {
        double plain = Ask(By("llm-rubric", "big"), "a").Score;
        _models.Template = ChatTemplate.Parse("{% for m in messages %}{{ m.role }}: {{ m.content }}\n{% endfor %}assistant:");
        Assert.NotEqual(plain, Ask(By("llm-rubric", "big"), "a").Score);
    }

    [Theory]
    [InlineData("\"openai:gpt-4\"", "openai:gpt-4 does not run on this machine")]
    [InlineData("{\"id\":\"anthropic:messages:claude\"}", "anthropic:messages:claude does not run")]
    [InlineData("{\"text\":{\"id\":\"openai:gpt-4\"}}", "openai:gpt-4")]
    [InlineData("{\"openai:gpt-4\":{\"config\":{}}}", "openai:gpt-4")]
    public void Rubric_RemoteJudge_IsUnsupported(string grader, string message)
    {
        AssertionResult result = Ask(Given.Assertion("llm-rubric", Given.Text("v")) with { Grader = Given.Json(grader) }, "x");
        Assert.Equal(Verdict.Unsupported, result.Verdict);
        Assert.Contains(message, result.Reason);
    }

    [Fact]
    public void Rubric_NoJudge_IsTheColumnsModelOrUnsupported()
    {
        Assert.Equal(Verdict.Unsupported, Ask(Given.Assertion("llm-rubric", Given.Text("v")), "x").Verdict);
        AssertionContext context = Given.Context("x", _models);
        context = context with { Column = context.Column with { Provider = context.Column.Provider with { Model = "tiny-decoder" } } };
        Assert.Equal(Ask(By("llm-rubric", "v"), "x").Score, Judging.Judge(context, [Given.Assertion("llm-rubric", Given.Text("v"))]).Score);
        context = context with { Case = context.Case with { Options = new CaseOptions { Grader = Given.Text("openai:gpt-4") } } };
        Assert.Equal(Verdict.Unsupported, Judging.Judge(context, [Given.Assertion("llm-rubric", Given.Text("v"))]).Results[0].Verdict);
    }

    [Fact]
    public void Rubric_JudgeThatAnswersNothing_IsAnError()
        => Assert.Contains("continues texts", Ask(By("llm-rubric", "v", "heed:tiny-encoder"), "x").Reason);

    [Fact]
    public void Rubric_OutputBeyondTheWindow_IsAnErrorThatSaysSo()
        => Assert.Contains("text too long", Ask(By("llm-rubric", "v"), string.Concat(Enumerable.Repeat("word ", 500))).Reason);

    [Fact]
    public void Similar_SameAndOther_AreToldApart()
    {
        const string Text = "The trophy was too big.";
        Assert.Equal(1, Ask(Given.Assertion("similar", Given.Text(Text)), Text).Score, 1e-6);
        AssertionResult other = Ask(Given.Assertion("similar", Given.Text("Alice gave Bob a book."), 1), Text);
        Assert.Equal(Verdict.Fail, other.Verdict);
        Assert.InRange(other.Score, -1, 0.999);
        Assert.Equal(1 - other.Score, Ask(Given.Assertion("not-similar", Given.Text("Alice gave Bob a book."), 1), Text).Score, 1e-12);
        JsonElement list = Given.Json("[\"Alice gave Bob a book.\",\"The trophy was too big.\"]");
        Assert.Equal(Verdict.Pass, Ask(Given.Assertion("similar", list, 0.9999), Text).Verdict);
        Assert.Equal("None of the provided values met the similarity threshold",
            Ask(Given.Assertion("similar", Given.Json("[\"Alice gave a book.\",\"A cat.\"]"), 2), Text).Reason);
        Assert.Equal(Verdict.Pass, Ask(Given.Assertion("similar:euclidean", Given.Text(Text), 0), Text).Verdict);
        Assert.Equal(Verdict.Pass, Ask(Given.Assertion("similar:dot", Given.Text(Text), 0), Text).Verdict);
        Assert.Equal(Verdict.Unsupported, Ask(By("similar", "x", "openai:embedding:large"), Text).Verdict);
        Assert.Equal(Verdict.Error, Ask(Given.Assertion("similar", Given.Text("x")), "").Verdict);
    }

    [Fact]
    public void Classifier_ModelWithoutClasses_IsAnError()
    {
        Assert.Contains("classification head", Ask(By("classifier", "pos"), "x").Reason);
        Assert.Contains("none is named", Ask(Given.Assertion("classifier", Given.Text("pos")), "x").Reason);
    }

    [Fact]
    public void GitHubJudge_Choices_AreWeighed()
    {
        PlannedAssertion judge = By("github:llm") with { Value = Given.Json(
            """
            {"modelId": "openai/gpt-4o", "systemPrompt": "You judge.", "prompt": "Is {{completion}} good, {{o}}?",
             "choices": [{"choice": "good", "score": 1}, {"choice": "bad", "score": 0}]}
            """) };
        AssertionResult result = Ask(judge, "a cat");
        Assert.Contains(result.Score, new[] { 0.0, 1.0 });
        Assert.Equal(result.Score > 0 ? Verdict.Pass : Verdict.Fail, result.Verdict);
        Assert.Equal(2, result.Details.GetProperty("logProbabilities").EnumerateObject().Count());
        Assert.Equal(Verdict.Error, Ask(judge with { Value = Given.Json("""{"prompt":"x","choices":[]}""") }, "a").Verdict);
    }

    [Fact]
    public void Columns_SelectBest_OneWins()
    {
        PlannedAssertion best = By("select-best", "is about a cat");
        ColumnAnswer[] columns = [.. new[] { "a cat", "a dog", "a box" }.Select((output, i)
            => Column(output, i, best, Given.Assertion("contains", Given.Text("a"))))];
        IReadOnlyList<Judgement> judged = ColumnJudging.Judge(columns);
        Assert.Single(judged, judgement => judgement.Pass);
        double[] scores = [.. judged.Select(judgement => judgement.Results[1].Details.GetProperty("score").GetDouble())];
        Assert.True(judged[Array.IndexOf(scores, scores.Max())].Pass);
        Assert.Equal([1.0, 0.5], judged.Select(judgement => judgement.Score).Distinct().OrderDescending());
    }

    private ColumnAnswer Column(string output, int index, params PlannedAssertion[] assertions)
    {
        AssertionContext context = Given.Context(output, _models);
        context = context with { Case = context.Case with { Assertions = assertions }, Column = context.Column with { Index = index } };
        return new ColumnAnswer(context, Judging.Judge(context, assertions));
    }
}
