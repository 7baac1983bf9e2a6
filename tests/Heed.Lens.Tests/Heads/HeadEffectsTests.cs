using Heed.Autograd;
using Heed.Lens.Consequences;
using Heed.Lens.Heads;
using Heed.Lens.Interventions;
using Heed.Lens.Metrics;
using Heed.Lens.Sites;
using Heed.Masks;
using Heed.Models;

namespace Heed.Lens.Tests.Heads;

/// <summary>Direct and total effects of a model's heads and layers, against whole runs and against the metric.</summary>
public class HeadEffectsTests
{
    private const string Prompt = "The trophy would not fit in the suitcase because it was too big. What was too big? The";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("tiny-decoder", Ablation.Zero)]
    [InlineData("tiny-decoder", Ablation.Mean)]
    [InlineData("tiny-encoder", Ablation.Mean)]
    public void Total_IsTheMetricMinusThatOfAWholeRunWithoutThePart(string name, Ablation ablation)
    {
        using LanguageModel model = ModelFolder.Load(BuiltInModel.Path(name));
        (Transformer transformer, Blueprint b) = (model.Transformer, model.Transformer.Blueprint);
        var question = Question.Of(model, name == "tiny-encoder" ? Prompt + " [MASK]." : Prompt, "trophy", "suitcase");
        QuestionRun run = question.Runs[0];
        HeadEffects effects = HeadEffects.Of(question, ablation, cancellation: Cancellation);
        Assert.Equal((b.Layers * b.Heads, 2 * b.Layers), (effects.Heads.Count, effects.Layers.Count));
        using var values = Recording.Of(transformer, run.Batch, ["blocks.*.attn.z", "blocks.*.mlp.out"]);
        float clean = Metric();
        foreach (HeadEffect head in effects.Heads.Where(head => (head.Layer + head.Head!.Value) % 2 == 0))
        {
            int size = b.HeadSize, column = head.Head!.Value * size;
            float[] row = ablation == Ablation.Zero ? new float[size] : Mean(values[head.Part + ".z"], column, size);
            Assert.Equal(clean - Metric(ReplaceValues.MeanHead(b, head.Part, head.Head.Value, row)), head.Total, 1e-4f);
        }
        HeadEffect part = effects.Layers.Single(layer => layer.Part == "blocks.1.mlp");
        float[] outside = ablation == Ablation.Zero ? new float[b.Width] : Mean(values["blocks.1.mlp.out"], 0, b.Width);
        Assert.Equal(
            clean - Metric(new ReplaceValues("blocks.1.mlp.out", outside, new KeyRange(0, int.MaxValue), 0, b.Width, "without")), part.Total, 1e-4f);

        float Metric(params Intervention[] interventions)
        {
            using var tape = new Tape(recording: false);
            return run.Metric.Of(transformer, tape, transformer.Hidden(tape, run.Batch, hook: new InterventionHook(interventions))).Span[0];
        }
    }

    [Fact]
    public void Direct_OfADifferenceOfLogits_AddsUpToItButForTheFinalNormsBias()
    {
        using LanguageModel model = ModelFolder.Load(BuiltInModel.Path("tiny-decoder"));
        var question = Question.Of(model, Prompt, "trophy", "suitcase");
        HeadEffects effects = HeadEffects.Of(question, Ablation.Zero, cancellation: Cancellation);
        double sum = effects.Embedding + effects.Layers.Sum(layer => layer.Direct!.Value);
        Transformer transformer = model.Transformer;
        float[] bias = transformer.Parameter("final_norm.bias").ToArray(), embedding = transformer.Parameter("embed.weight").ToArray();
        MetricTerm[] terms = [.. question.Runs[0].Metric.Terms];
        double ofBias = terms.Sum(term => term.Weight * Enumerable.Range(0, bias.Length).Sum(i => (double)bias[i] * embedding[term.Token * bias.Length + i]));
        float value = EdgeConsequences.Of(question, new ConsequenceOptions { Check = 0 }, cancellation: Cancellation).Value;
        Assert.Equal(value, sum + ofBias, 1e-3);
    }

    [Theory]
    [InlineData("tiny-decoder")]
    [InlineData("tiny-long")]
    public void Direct_OfHeads_AddsUpToTheAttentionPartButForTheOutputMapsBias(string name)
    {
        using LanguageModel model = ModelFolder.Load(BuiltInModel.Path(name));
        var question = Question.Of(model, "The code of amber lamp is 42. What is the code of amber lamp? It is", "42", "17");
        HeadEffects effects = HeadEffects.Of(question, Ablation.Zero, cancellation: Cancellation);
        Transformer transformer = model.Transformer;
        foreach (HeadEffect part in effects.Layers.Where(layer => layer.Part.EndsWith(".attn", StringComparison.Ordinal)))
        {
            double heads = effects.Heads.Where(head => head.Part == part.Part).Sum(head => head.Direct!.Value);
            if (transformer.Blueprint.Norm == NormKind.Layer) // the decoder with biases: what its map adds belongs to no head
                heads += Bias(transformer, question.Runs[0], part.Part);
            Assert.Equal(part.Direct!.Value, heads, 2e-3);
        }
    }

    private static double Bias(Transformer model, QuestionRun run, string part)
    {
        string[] sites = [.. DirectPath.Sites(model.Blueprint)];
        using var values = Recording.Of(model, run.Batch, sites);
        using var pass = new GradientPass<ChosenEdges.Sink>(model, run, (_, _, _, _) => null, site => site == "final_norm");
        double sum = 0;
        int width = model.Blueprint.Width;
        foreach (int row in run.Metric.Rows)
        {
            double[] direction = new DirectPath(model, values, row, pass.Site("final_norm").Gradient.Slice(row * width, width))[part];
            float[] bias = model.Parameter(part + ".out.bias").ToArray();
            for (int i = 0; i < width; i++) sum += bias[i] * direction[i];
        }
        return sum;
    }

    private static float[] Mean(Tensor value, int column, int columns)
        => [.. Enumerable.Range(column, columns).Select(
            c => (float)(Enumerable.Range(0, value.Rows).Sum(r => (double)value.Span[r * value.Columns + c]) / value.Rows))];
}
