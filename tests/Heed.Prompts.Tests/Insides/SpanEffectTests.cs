using Heed.Lens.Spans;
using Heed.Lens.Tests.Positions;
using Heed.Masks;
using Heed.Models;
using Heed.Prompts.Assertions;

namespace Heed.Prompts.Tests.Insides;

public sealed class SpanEffectTests
{
    [Theory]
    [InlineData("fact", 1, 15, "trophy")]
    [InlineData("question", 15, 20, "trophy")]
    [InlineData("fact", 1, 15, "sewing machine")]
    public void Cut_EqualsAttentionInDoubleWithTheEdgesAtMinusInfinity(string span, int start, int end, string answer)
    {
        var row = new InsideRow(Sentences.Trophy);
        LanguageModel model = row.Language;
        double before = PlainAnswer.LogProbability(model, row.Prompt, answer, new PlainCut(default));
        double after = PlainAnswer.LogProbability(model, row.Prompt, answer, new PlainCut(new KeyRange(start, end)));
        AssertionResult result = row.Judge($"{{'type':'span-effect','span':'{span}','value':'{answer}'}}");
        double tolerance = 2 * PlainAnswer.Tolerance(model, row.Prompt, new PlainCut(default));
        Assert.Equal(before - after, row.Number(result, "effect"), tolerance);
        Assert.Equal(4, result.Details.GetProperty("layerEffects").GetArrayLength());
    }

    [Fact]
    public void Delete_IsTheDifferenceToTheTextWithoutTheSpan()
    {
        var row = new InsideRow(Sentences.Trophy);
        double expected = PlainAnswer.LogProbability(row.Language, row.Prompt, "trophy") - PlainAnswer.LogProbability(row.Language, "What was too big? The", "trophy");
        Assert.Equal(expected, row.Number(row.Judge("{'type':'span-effect','span':'fact','how':'delete','value':'trophy'}"), "effect"), 1e-9);
    }

    [Fact]
    public void Replace_IsTheDifferenceToTheOtherText()
    {
        var row = new InsideRow(Sentences.Trophy);
        const string Other = "The lamp would not fit in the drawer because it was too big.";
        double expected = PlainAnswer.LogProbability(row.Language, row.Prompt, "trophy") - PlainAnswer.LogProbability(row.Language, Other + " What was too big? The", "trophy");
        AssertionResult result = row.Judge($"{{'type':'span-effect','span':'fact','how':'replace','with':'{Other}','value':'trophy'}}");
        Assert.Equal(expected, row.Number(result, "effect"), 1e-9);
        Assert.True(expected > 5 && result.Verdict == Verdict.Pass);
    }

    [Fact]
    public void Replace_WithoutWords_PutsAFullStopForEachToken()
    {
        var row = new InsideRow(Sentences.Trophy);
        LanguageModel model = row.Language;
        (int[] ids, int[] answer) = PlainAnswer.Tokens(model, row.Prompt, "trophy");
        int[] silent = [.. ids];
        Array.Fill(silent, model.RequireTokenizer().TokenToId(".")!.Value, 1, 14);
        double expected = PlainAnswer.LogProbabilities(PlainAnswer.Logits(model, ids, ids.Length - 1))[answer[0]]
            - PlainAnswer.LogProbabilities(PlainAnswer.Logits(model, silent, ids.Length - 1))[answer[0]];
        Assert.Equal(expected, row.Number(row.Judge("{'type':'span-effect','span':'fact','how':'replace','value':'trophy'}"), "effect"), 1e-9);
    }

    [Theory]
    [InlineData("The code of cedar is 48. What is the code of cedar? «end:It is»", "48")]
    [InlineData("The code of cedar is 48. What is the code of cedar? It «end:is»", "48")]
    public void Cut_OfASpanThatNobodyOutsideCanSee_IsExactlyZero(string marked, string answer)
    {
        var row = new InsideRow(marked);
        AssertionResult result = row.Judge($"{{'type':'span-effect','span':'end','value':'{answer}','at-most':true,'threshold':0}}");
        Assert.Equal(0, row.Number(result, "effect"));
        Assert.Equal(Verdict.Pass, result.Verdict);
        Assert.Equal(1, result.Score);
        Assert.True(result.Details.GetProperty("holdsAnsweringToken").GetBoolean());
    }

    [Fact]
    public void Cut_OfPartsThatAreNotSideBySide_IsTheirCutTogether()
    {
        var two = new InsideRow("«a:The code of cedar is 48.» The code of maple is 61. «a:The code of river is 23.» What is the code of river? It is");
        AskedText text = AskedText.Of(two.Language, two.Prompt);
        AssertionResult result = two.Judge("{'type':'span-effect','span':'a','value':'23'}");
        TokenSpan span = new("a", [.. Enumerable.Range(1, 7), .. Enumerable.Range(15, 7)]);
        SpanEffect expected = SpanEffect.Cut(text, text.Answer("23", "value"), span, cancellation: TestContext.Current.CancellationToken);
        Assert.Equal(expected.Loss, two.Number(result, "effect"));
        Assert.True(expected.Loss > 5);
    }

    [Fact]
    public void AtMost_HoldsForASpanThatShouldNotMatter()
    {
        var row = new InsideRow("«noise:The code of cedar is 48.» The code of river is 23. What is the code of river? It is");
        Assert.Equal(Verdict.Pass, row.Judge("{'type':'span-effect','span':'noise','value':'23','at-most':true,'threshold':0.1}").Verdict);
        Assert.Equal(Verdict.Fail, row.Judge("{'type':'span-effect','span':'noise','value':'23'}").Verdict);
    }

    [Fact]
    public void Cut_OfAMaskedModel_HidesTheSpanFromBothSides()
    {
        var row = new InsideRow(Sentences.Masked, "tiny-encoder");
        AssertionResult result = row.Judge("{'type':'span-effect','span':'fact','value':'trophy'}");
        Assert.True(row.Number(result, "effect") > 1, result.Reason);
        Assert.Contains("mask", row.Refused("{'type':'span-effect','span':'fact'}"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(2, 0.1, "looks strong, does nothing")]
    [InlineData(3, -0.05, "looks strong, does nothing")]
    [InlineData(0.5, 1, "looks weak, decides")]
    [InlineData(0.2, -4, "looks weak, decides")]
    [InlineData(1.9, 0, null)]
    [InlineData(2, 0.11, null)]
    [InlineData(0.51, 9, null)]
    [InlineData(0.1, 0.99, null)]
    public void Disagreement_BeginsAtItsThresholds(double perLength, double loss, string? words)
    {
        Assert.Equal(words, SpanDisagreement.Words(perLength, loss));
        Assert.Equal(words is not null, SpanDisagreement.Of(perLength, loss));
    }

    [Fact]
    public void Details_SayWhereAttentionAndEffectDisagree()
    {
        // The answering token reads the trophy where the word behind it has kept it: next to no attention goes to the trophy itself, and all hangs on it.
        var row = new InsideRow("The «noun:trophy» would not «verb:fit» in the suitcase because it was too big. What was too big? The");
        AssertionResult noun = row.Judge("{'type':'span-effect','span':'noun','value':'trophy'}"), verb = row.Judge("{'type':'span-effect','span':'verb','value':'trophy'}");
        Assert.True(noun.Details.GetProperty("disagrees").GetBoolean());
        Assert.Equal("looks weak, decides", noun.Details.GetProperty("story").GetString());
        Assert.Contains("looks weak, decides", noun.Reason, StringComparison.Ordinal);
        Assert.False(verb.Details.GetProperty("disagrees").GetBoolean());
    }
}
