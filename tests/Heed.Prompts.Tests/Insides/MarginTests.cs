using System.Text.Json;
using Heed.Models;
using Heed.Prompts.Assertions;

namespace Heed.Prompts.Tests.Insides;

public sealed class MarginTests
{
    [Fact]
    public void Margin_AgainstEveryOtherToken_IsThatOfAPlainRun()
    {
        var row = new InsideRow(Sentences.Trophy);
        (int[] prompt, int[] answer) = PlainAnswer.Tokens(row.Language, row.Prompt, "trophy");
        double[] logs = PlainAnswer.LogProbabilities(PlainAnswer.Logits(row.Language, prompt, prompt.Length - 1));
        double expected = logs[answer[0]] - logs.Where((_, token) => token != answer[0]).Max();
        AssertionResult result = row.Judge("{'type':'margin','value':'trophy'}");
        Assert.Equal(Verdict.Pass, result.Verdict);
        Assert.Equal(expected, row.Number(result, "margin"), 1e-9);
        Assert.Equal(1 / (1 + Math.Exp(-expected)), result.Score, 1e-9);
    }

    [Theory]
    [InlineData("trophy", "suitcase")]
    [InlineData("sewing machine", "suitcase")]
    [InlineData("sewing machine", "overhead bin")]
    public void Margin_AgainstAnother_IsTheDifferenceOfSumsOverTokens(string value, string other)
    {
        var row = new InsideRow(Sentences.Trophy);
        double expected = PlainAnswer.LogProbability(row.Language, row.Prompt, value) - PlainAnswer.LogProbability(row.Language, row.Prompt, other);
        AssertionResult result = row.Judge($"{{'type':'margin','value':'{value}','other':'{other}'}}");
        // Rows of a longer run may differ by rounding from those of a shorter one: the sum of a hundred such errors in logits of about 20.
        Assert.Equal(expected, row.Number(result, "margin"), 100 * (MathF.BitIncrement(20f) - 20f));
        Assert.Equal(expected >= 0, result.Verdict == Verdict.Pass);
    }

    [Fact]
    public void Margin_OfSeveralOthers_IsAgainstTheBest()
    {
        var row = new InsideRow(Sentences.Trophy);
        double[] single = [.. ((string[])["suitcase", "lamp", "rug"]).Select(other => row.Number(row.Judge($"{{'type':'margin','value':'trophy','other':'{other}'}}"), "margin"))];
        Assert.Equal(single.Min(), row.Number(row.Judge("{'type':'margin','value':'trophy','other':['suitcase','lamp','rug']}"), "margin"), 1e-12);
    }

    [Fact]
    public void Margin_OfSeveralRightOnes_IsThatOfTheLikeliest_AndNoneOfThemIsAnOther()
    {
        var row = new InsideRow(Sentences.Trophy);
        AssertionResult alone = row.Judge("{'type':'margin','value':'trophy'}");
        string rival = alone.Details.GetProperty("other").GetString()!;
        AssertionResult both = row.Judge($"{{'type':'margin','value':['{rival}','trophy']}}");
        Assert.Equal("trophy", both.Details.GetProperty("answer").GetString());
        Assert.NotEqual(rival, both.Details.GetProperty("other").GetString());
        Assert.True(row.Number(both, "margin") > row.Number(alone, "margin"));
    }

    [Fact]
    public void Threshold_IsTheLeastMargin_AndNotTurnsItRound()
    {
        var row = new InsideRow(Sentences.Trophy);
        Assert.Equal(Verdict.Fail, row.Judge("{'type':'margin','value':'trophy','threshold':50}").Verdict);
        Assert.Equal(Verdict.Pass, row.Judge("{'type':'margin','value':'trophy','threshold':50}", not: true).Verdict);
        AssertionResult not = row.Judge("{'type':'margin','value':'suitcase'}", not: true);
        Assert.Equal((Verdict.Pass, true), (not.Verdict, not.Score > 0.99));
    }

    [Fact]
    public void Least_IsAboveZero_WhereGreedyDecodingGivesTheAnswer()
    {
        var row = new InsideRow(Sentences.Trophy);
        foreach (string answer in (string[])["trophy", "suitcase", "sewing machine", "lamp"])
        {
            (int[] prompt, int[] words) = PlainAnswer.Tokens(row.Language, row.Prompt, answer);
            bool greedy = true;
            for (int i = 0; i < words.Length; i++)
            {
                int[] ids = [.. prompt, .. words[..i]];
                float[] logits = PlainAnswer.Logits(row.Language, ids, ids.Length - 1);
                greedy &= Array.IndexOf(logits, logits.Max()) == words[i];
            }
            Assert.Equal(greedy, row.Number(row.Judge($"{{'type':'margin','value':'{answer}'}}"), "least") > 0);
        }
    }

    [Fact]
    public void Margin_OfAMaskedModel_IsReadAtItsMask()
    {
        var row = new InsideRow(Sentences.Masked, "tiny-encoder");
        LanguageModel model = row.Language;
        int[] ids = model.RequireTokenizer().Encode(row.Prompt).Ids;
        double[] logs = PlainAnswer.LogProbabilities(PlainAnswer.Logits(model, ids, Array.IndexOf(ids, model.RequireTokenizer().TokenToId("[MASK]")!.Value)));
        AssertionResult result = row.Judge("{'type':'margin','value':'trophy','other':'suitcase'}");
        int Id(string word) => Assert.Single(model.RequireTokenizer().Encode(" " + word, addSpecialTokens: false).Ids);
        Assert.Equal(logs[Id("trophy")] - logs[Id("suitcase")], row.Number(result, "margin"), 1e-9);
    }

    [Fact]
    public void Studio_OpensTheQuestion()
    {
        var row = new InsideRow("The code of cedar is 48. What is the code of cedar? It is");
        JsonElement details = row.Judge("{'type':'margin','value':'48','other':'61'}").Details;
        Assert.Equal(
            "#/why?model=tiny-decoder&text=The%20code%20of%20cedar%20is%2048.%20What%20is%20the%20code%20of%20cedar%3F%20It%20is&answer=48&other=61",
            details.GetProperty("studio").GetString());
    }
}
