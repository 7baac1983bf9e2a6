using Heed.Lens.Planted;
using Heed.Prompts.Assertions;

namespace Heed.Prompts.Tests.Insides;

/// <summary>Measures against models whose weights were written by hand, so that the truth is known.</summary>
public sealed class PlantedInsideTests
{
    [Fact]
    public void SpanEffect_OfThePairThatIsLookedUp_IsAllOfIt_AndOfEveryOtherPairNothing()
    {
        using var planted = new PlantedRow(PlantedModels.Lookup());
        var random = new Random(3);
        for (int trial = 0; trial < 5; trial++)
        {
            PlantedPrompt prompt = planted.Planted.Prompt(random);
            string answer = PlantedRow.Word(prompt.Answer);
            for (int pair = 1; pair < prompt.Ids.Length - 2; pair += 2)
            {
                InsideRow row = planted.Row(prompt, ("pair", pair, pair + 2));
                AssertionResult result = row.Judge($"{{'type':'span-effect','span':'pair','value':'{answer}','threshold':3}}");
                // Without the pair nothing tells the answer from 64 tokens: ln 64 is 4.2.
                bool right = pair + 1 == prompt.Key;
                Assert.Equal(right ? Verdict.Pass : Verdict.Fail, result.Verdict);
                if (!right) Assert.InRange(row.Number(result, "effect"), -0.05, 0.05);
            }
        }
    }

    [Fact]
    public void SpanAttention_OfTheHeadThatLooksUp_GoesToThePair()
    {
        using var planted = new PlantedRow(PlantedModels.Lookup());
        PlantedPrompt prompt = planted.Planted.Prompt(new Random(5));
        InsideRow row = planted.Row(prompt, ("pair", prompt.Key - 1, prompt.Key + 1));
        AssertionResult result = row.Judge($"{{'type':'span-attention','span':'pair','layer':1,'head':0,'value':'{PlantedRow.Word(prompt.Answer)}'}}");
        Assert.InRange(row.Number(result, "share"), 0.99, 1);
        Assert.Equal((prompt.Ids.Length - 1) / 2.0, row.Number(result, "perLength"), 0.01 * prompt.Ids.Length);
    }

    [Fact]
    public void DecisionLayer_IsTheOneThatLooksUp()
    {
        foreach ((PlantedModel model, int layer) in ((PlantedModel, int)[])[(PlantedModels.Lookup(), 1), (PlantedModels.Induction(), 1), (PlantedModels.Duplicate(), 0)])
        {
            using var planted = new PlantedRow(model);
            PlantedPrompt prompt = model.Prompt(new Random(6));
            InsideRow row = planted.Row(prompt);
            Assert.Equal(layer, row.Number(row.Judge($"{{'type':'decision-layer','value':'{PlantedRow.Word(prompt.Answer)}'}}"), "layer"));
            Assert.Equal(-1, row.Number(row.Judge($"{{'type':'decision-layer','value':'{PlantedRow.Word(prompt.Answer ^ 1)}'}}"), "layer"));
        }
    }

    [Fact]
    public void Replace_OfThePair_TakesTheAnswerAway_AndOfAnotherLeavesIt()
    {
        using var planted = new PlantedRow(PlantedModels.Lookup());
        PlantedPrompt prompt = planted.Planted.Prompt(new Random(8));
        InsideRow row = planted.Row(prompt, ("pair", prompt.Key - 1, prompt.Key + 1), ("other", 1, 3));
        string answer = PlantedRow.Word(prompt.Answer);
        Assert.Equal(Verdict.Pass, row.Judge($"{{'type':'span-effect','span':'pair','how':'delete','value':'{answer}','threshold':3}}").Verdict);
        Assert.InRange(row.Number(row.Judge($"{{'type':'span-effect','span':'other','how':'delete','value':'{answer}'}}"), "effect"), -0.05, 0.05);
    }
}
