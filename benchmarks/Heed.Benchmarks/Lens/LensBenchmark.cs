using Heed.Autograd;
using Heed.Lens.Consequences;
using Heed.Lens.Interventions;
using Heed.Lens.Metrics;
using Heed.Models;
using Heed.Positions;

namespace Heed.Benchmarks;

/// <summary>Predicted effects beside a forward pass, and a measured edge beside a decode step.</summary>
internal static class LensBenchmark
{
    /// <summary>Measures, on a Llama of random weights.</summary>
    /// <param name="quick">Shorter texts and fewer rounds.</param>
    public static List<LensRow> Measure(bool quick)
    {
        LlamaShape shape = LlamaShape.Of135M;
        using Transformer model = Transformer.Create(Blueprint(shape), seed: 1);
        var rows = new List<LensRow>();
        foreach (int length in quick ? (int[])[64, 256] : [64, 512, 2048])
        {
            Console.Error.WriteLine($"lens, {length} tokens …");
            rows.Add(Measure(model, length, quick ? 3 : 5));
        }
        return rows;
    }

    private static LensRow Measure(Transformer model, int length, int rounds)
    {
        var run = new QuestionRun(new TokenBatch(LlamaText.Tokens(length)), new Metric("difference", [length - 1], [new(0, 300, 1), new(0, 301, -1)], false));
        using var rerun = new Rerun(model, run, long.MaxValue);
        using var cache = new KeyValueCache(model.Blueprint, 1, length + 1);
        using (var tape = new Tape(recording: false)) model.Hidden(tape, run.Batch, cache);
        Samples[] whole = Timing.Alternate(rounds, settle: false, [() => Forward(null), () => Forward(new InterventionHook([])), Predict]);
        Samples[] steps = Timing.Alternate(rounds * 4 + 1, settle: true, [Step, Cut]);
        return new LensRow("Llama 135M, random weights, float32", length, whole[0], whole[1], whole[2], steps[0], steps[1]);

        double Forward(IHook? hook) => Timing.Milliseconds(() =>
        {
            using var tape = new Tape(recording: false);
            run.Metric.Of(model, tape, model.Hidden(tape, run.Batch, hook: hook));
        });

        double Predict() => Timing.Milliseconds(() => new PredictedEffects(model, [run], new ConsequenceOptions()));

        double Step() => Timing.Milliseconds(() =>
        {
            using var tape = new Tape(recording: false);
            model.TokenLogits(tape, model.Hidden(tape, new TokenBatch([300]), cache));
            cache.Truncate(length);
        });

        double Cut() => Timing.Milliseconds(() => rerun.With("blocks.0.attn", length - 1, CutEdges.One("blocks.0.attn", 0, length - 1, length / 2)));
    }

    private static Blueprint Blueprint(LlamaShape shape) => new()
    {
        VocabularySize = shape.Vocabulary, Width = shape.Width, Layers = shape.Layers, Heads = shape.Heads, KeyValueHeads = shape.KeyHeads, HeadSize = LlamaShape.HeadSize,
        HiddenWidth = shape.HiddenWidth, MaxPositions = shape.Context, Direction = Direction.Causal, Norm = NormKind.RootMeanSquare, NormPlace = NormPlace.Before, NormEpsilon = 1e-5f,
        Activation = Activation.Silu, FeedForward = FeedForwardKind.Gated, Biases = default, Head = ModelHead.Language,
        Attention = [new AttentionPlan { Rotary = new RotaryPlan(LlamaShape.HeadSize, 10000) }],
    };
}
