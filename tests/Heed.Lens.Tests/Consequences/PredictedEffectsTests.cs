using Heed.Autograd;
using Heed.Lens.Consequences;
using Heed.Lens.Interventions;
using Heed.Lens.Metrics;
using Heed.Lens.Sites;
using Heed.Lens.WholeMap;
using Heed.Models;
using Heed.Models.Tests.Families;

namespace Heed.Lens.Tests.Consequences;

/// <summary>What the backward pass says of edges, against what the numbers really are.</summary>
public class PredictedEffectsTests
{
    private static readonly ConsequenceOptions s_all = new() { PerHead = 1000, PerKey = 3 };

    [Theory]
    [MemberData(nameof(Texts.Answering), MemberType = typeof(Texts))]
    public void Details_OfEveryEdge_WeightsAndGradientsAreThoseOfTheRun(string name)
    {
        using LanguageModel model = TinyConfigs.Model(name);
        QuestionRun run = Texts.Run(model.Transformer.Blueprint);
        var predicted = new PredictedEffects(model.Transformer, [run], s_all);
        using var clean = Recording.Of(model.Transformer, run.Batch, ["*.pattern", "*.v"]);
        foreach (string attention in AttentionNames.Of(model.Transformer.Blueprint))
        {
            EdgeEffect[] edges = [.. predicted.Strongest((table, head) => table.ByEffect(head), edge => MathF.Abs(edge.Effect)).Where(edge => edge.Attention == attention).Take(3)];
            Tensor pattern = clean[attention + ".pattern"];
            (int queries, int keys) = (pattern.Shape[2], pattern.Shape[3]);
            foreach (EdgeEffect edge in predicted.Details(edges))
            {
                float[] head = pattern.Span.Slice(edge.Head * queries * keys, queries * keys).ToArray();
                Assert.Equal(head[edge.Query * keys + edge.Key], edge.Weight, 1e-6f);
                Assert.Equal(edge.Weight * Norm(model.Transformer, attention, clean[attention + ".v"], edge), edge.ValueWeighted, 1e-5);
                // ∂m/∂A by finite differences: the same head with one weight changed.
                double slope = (Changed(0.003f) - Changed(-0.003f)) / 0.006;
                Assert.Equal(edge.Weight * slope, edge.GradientAttention, 3e-3 * Math.Max(1, Math.Abs(slope)));

                double Changed(float step)
                {
                    float[] changed = [.. head];
                    changed[edge.Query * keys + edge.Key] += step;
                    using var tape = new Tape(recording: false);
                    var hook = new InterventionHook([new ReplacePattern(attention, new GivenPattern(edge.Head, changed))]);
                    return run.Metric.Of(model.Transformer, tape, model.Transformer.Hidden(tape, run.Batch, hook: hook)).Span[0];
                }
            }
        }
    }

    [Fact]
    public void Tables_HoldTheStrongestOfEveryHeadAndKey()
    {
        using LanguageModel model = TinyConfigs.Model("llama");
        QuestionRun run = Texts.Run(model.Transformer.Blueprint, length: 50);
        var all = new PredictedEffects(model.Transformer, [run], new() { PerHead = 5000, PerKey = 50 });
        var few = new PredictedEffects(model.Transformer, [run], new() { PerHead = 7, PerKey = 3 });
        foreach ((string attention, EdgeTable table) in all.Tables[0])
            for (int h = 0; h < table.Heads; h++)
            {
                EdgeTable kept = few.Tables[0][attention];
                Assert.Equal(table.ByEffect(h).Take(7).Select(edge => MathF.Abs(edge.Effect)), kept.ByEffect(h).Select(edge => MathF.Abs(edge.Effect)));
                Assert.Equal(table.ByWeight(h).Take(7).Select(edge => edge.Weight), kept.ByWeight(h).Select(edge => edge.Weight));
                for (int k = 0; k < table.Keys; k++)
                {
                    ScoredEdge[] ofKey = [.. table.ByEffect(h).Where(edge => edge.Key == k)];
                    Assert.Equal(ofKey.Take(3).Select(edge => MathF.Abs(edge.Effect)), kept.OfKey(h, k).Select(edge => MathF.Abs(edge.Effect)));
                    Assert.Equal(ofKey.Sum(edge => edge.Effect), kept.KeyEffects[h * kept.Keys + k], 1e-5f);
                    Assert.Equal(table.KeyWeights[h * kept.Keys + k], kept.KeyWeights[h * kept.Keys + k], 1e-5f);
                }
            }
    }

    [Fact]
    public void Details_OfTwoRuns_AreSumsWhereThePromptIsShared()
    {
        using LanguageModel model = TinyConfigs.Model("llama");
        int[] prompt = Texts.Batch(model.Transformer.Blueprint, 12).Ids;
        QuestionRun first = Sequence([5, 9], 1), second = Sequence([7, 4, 11], -1);
        var both = new PredictedEffects(model.Transformer, [first, second], s_all);
        var one = new PredictedEffects(model.Transformer, [first], s_all);
        var two = new PredictedEffects(model.Transformer, [second], s_all);
        Assert.Equal(one.Value + two.Value, both.Value, 1e-5f);
        EdgeEffect shared = new("blocks.0.attn", 0, 1, 11, 4), own = new("blocks.1.attn", 1, 0, 12, 12);
        Assert.Equal(one.Details([shared])[0].Predicted + two.Details([shared])[0].Predicted, both.Details([shared])[0].Predicted, 1e-6f);
        Assert.Equal(two.Details([own])[0].Predicted, both.Details([own with { Run = 1 }])[0].Predicted, 1e-6f);
        Assert.Contains(both.Strongest((table, head) => table.ByEffect(head), edge => MathF.Abs(edge.Effect)), edge => edge is { Run: 1, Query: 13 });

        QuestionRun Sequence(int[] tokens, float weight)
            => new(new TokenBatch([.. prompt, .. tokens[..^1]]), new Metric(
                "", [.. tokens.Select((_, i) => prompt.Length - 1 + i)], [.. tokens.Select((token, i) => new MetricTerm(i, token, weight))], true));
    }

    private static double Norm(Transformer model, string attention, Tensor v, EdgeEffect edge)
    {
        Blueprint b = model.Blueprint;
        float[] output = model.Numbers(OutputMap.BlockOf(b, attention) + attention[(attention.LastIndexOf('.') + 1)..] + ".out.weight", WeightLayout.InputByOutput);
        int keyHead = edge.Head / (b.Heads / b.KeyValueHeads);
        double square = 0;
        for (int m = 0; m < b.Width; m++)
        {
            double sum = 0;
            for (int d = 0; d < b.HeadSize; d++)
                sum += (double)v.Span[edge.Key * v.Columns + keyHead * b.HeadSize + d] * output[(edge.Head * b.HeadSize + d) * b.Width + m];
            square += sum * sum;
        }
        return Math.Sqrt(square);
    }
}
