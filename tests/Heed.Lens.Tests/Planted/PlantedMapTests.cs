using Heed.Autograd;
using Heed.Lens.Planted;
using Heed.Lens.WholeMap;
using Heed.Models;

namespace Heed.Lens.Tests.Planted;

/// <summary>Which whole-map measures name the key that an answer was read from, where it is known.</summary>
public class PlantedMapTests
{
    private const int Prompts = 40;

    [Theory]
    [MemberData(nameof(PlantedModelTests.Names), MemberType = typeof(PlantedModelTests))]
    public void Relevance_NamesTheKey(string name)
        => Assert.Equal(Prompts, Right(name, (model, prompt, last)
            => Relevance.Row(model, new TokenBatch(prompt.Ids), last, Logit(model, prompt)).Strongest(last)));

    [Theory]
    [MemberData(nameof(PlantedModelTests.Names), MemberType = typeof(PlantedModelTests))]
    public void ValueWeighted_OfTheLastLayer_NamesTheKey(string name)
        => Assert.Equal(Prompts, Right(name, (model, prompt, last) => Strongest(ValueWeighted.Row(model, new TokenBatch(prompt.Ids), last)[^1].Together)));

    [Theory]
    [MemberData(nameof(PlantedModelTests.Names), MemberType = typeof(PlantedModelTests))]
    public void GradientAttention_OfTheLastLayer_NamesTheKey(string name)
        => Assert.Equal(Prompts, Right(name, (model, prompt, last)
            => Strongest(GradientAttention.Row(model, new TokenBatch(prompt.Ids), last, Logit(model, prompt))[^1].Heads[0])));

    /// <summary>
    /// Rollout and flow know neither values nor outputs: what the answer's own row fetched in the first layer, which nothing reads, counts for them
    /// like any other edge. In one layer they name the key; behind a
    /// second one flow, and where two heads fetch the same token rollout too, name the token before the answer instead.
    /// </summary>
    [Theory]
    [InlineData("planted-duplicate", true, true)]
    [InlineData("planted-induction", true, false)]
    [InlineData("planted-lookup", false, false)]
    public void RolloutAndFlow_BehindASecondLayer_NameWhatNothingReads(string name, bool rolloutNames, bool flowNames)
    {
        Assert.Equal(rolloutNames ? Prompts : 0, Right(name, (model, prompt, last) => Rollout.Row(model, new TokenBatch(prompt.Ids), last).Strongest(last)));
        Assert.Equal(flowNames ? Prompts : 0, Right(name, (model, prompt, last) => AttentionFlow.Row(model, new TokenBatch(prompt.Ids), last).Strongest(last)));
    }

    private static int Right(string name, Func<Transformer, PlantedPrompt, int, int> named)
    {
        using PlantedModel model = PlantedModelTests.Create(name);
        var random = new Random(5);
        int right = 0;
        for (int i = 0; i < Prompts; i++)
        {
            PlantedPrompt prompt = model.Prompt(random);
            if (named(model.Transformer, prompt, prompt.Ids.Length - 1) == prompt.Key) right++;
        }
        return right;
    }

    internal static Func<Tape, Tensor, Tensor> Logit(Transformer model, PlantedPrompt prompt) => (tape, hidden) =>
    {
        Tensor choose = tape.Allocate(1, model.Blueprint.VocabularySize);
        choose.Span.Clear();
        choose.Span[prompt.Answer] = 1;
        choose.RequiresGradient = false;
        return Operations.Linear(tape, model.TokenLogits(tape, hidden, [prompt.Ids.Length - 1]), choose, null, WeightLayout.OutputByInput);
    };

    private static int Strongest(float[] numbers) => Array.IndexOf(numbers, numbers.Max());
}
