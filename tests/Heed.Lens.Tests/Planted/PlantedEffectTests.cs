using Heed.Autograd;
using Heed.Lens.Planted;
using Heed.Models;

namespace Heed.Lens.Tests.Planted;

/// <summary>What cutting an edge is predicted to do, and what it does.</summary>
public class PlantedEffectTests
{
    [Theory]
    [MemberData(nameof(PlantedModelTests.Names), MemberType = typeof(PlantedModelTests))]
    public void Predicted_OfEveryEdgeOfTheLastLayer_EqualsReallyCuttingIt(string name)
    {
        using PlantedModel model = PlantedModelTests.Create(name);
        var random = new Random(9);
        int layer = model.Transformer.Blueprint.Layers - 1;
        for (int i = 0; i < 5; i++)
        {
            PlantedPrompt prompt = model.Prompt(random);
            int last = prompt.Ids.Length - 1;
            var watch = new PredictedEffects($"blocks.{layer}.attn", last);
            float whole = Run(model, prompt, watch);
            for (int head = 0; head < model.Transformer.Blueprint.Heads; head++)
                for (int key = 0; key <= last; key++)
                {
                    float cut = Run(model, prompt, new CutEdge($"blocks.{layer}.attn", head, last, key), gradients: false);
                    Assert.Equal(cut - whole, watch.Effects[head][key], 1e-4f);
                }
            // The planted edge decides the answer, nothing else of the row does.
            float[] effects = watch.Effects[0];
            Assert.True(effects[prompt.Key] < -10);
            for (int key = 0; key <= last; key++)
                if (key != prompt.Key) Assert.InRange(effects[key], -0.01f, 0.01f);
        }
    }

    [Theory]
    [MemberData(nameof(PlantedModelTests.Names), MemberType = typeof(PlantedModelTests))]
    public void Cutting_EveryPlantedEdge_TakesTheAnswerAway(string name)
    {
        using PlantedModel model = PlantedModelTests.Create(name);
        var random = new Random(10);
        for (int i = 0; i < 10; i++)
        {
            PlantedPrompt prompt = model.Prompt(random);
            float whole = Run(model, prompt, null, gradients: false);
            foreach (PlantedEdge edge in prompt.Edges)
            {
                var cut = new CutEdge($"blocks.{edge.Layer}.attn", edge.Head, edge.Query, edge.Key);
                Assert.True(Run(model, prompt, cut, gradients: false) < whole - 6, edge.ToString());
            }
        }
    }

    [Theory]
    [MemberData(nameof(PlantedModelTests.Names), MemberType = typeof(PlantedModelTests))]
    public void Cutting_EveryOtherEdge_LeavesTheAnswer(string name)
    {
        using PlantedModel model = PlantedModelTests.Create(name);
        PlantedPrompt prompt;
        var random = new Random(11);
        do prompt = model.Prompt(random);
        while (prompt.Ids.Length > 16);
        float whole = Run(model, prompt, null, gradients: false);
        Blueprint b = model.Transformer.Blueprint;
        for (int layer = 0; layer < b.Layers; layer++)
            for (int head = 0; head < b.Heads; head++)
                for (int query = 0; query < prompt.Ids.Length; query++)
                    for (int key = 0; key <= query; key++)
                        if (!prompt.Edges.Any(e => (e.Layer, e.Head, e.Query, e.Key) == (layer, head, query, key)))
                            Assert.Equal(whole, Run(model, prompt, new CutEdge($"blocks.{layer}.attn", head, query, key), gradients: false), 1f);
    }

    /// <summary>The answer's logit.</summary>
    private static float Run(PlantedModel model, PlantedPrompt prompt, IHook? hook, bool gradients = true)
    {
        using var tape = new Tape(recording: gradients);
        Tensor metric = PlantedMapTests.Logit(model.Transformer, prompt)(tape, model.Transformer.Hidden(tape, new TokenBatch(prompt.Ids), hook: hook));
        float value = metric.Span[0];
        if (gradients) tape.Backward(metric);
        return value;
    }
}
