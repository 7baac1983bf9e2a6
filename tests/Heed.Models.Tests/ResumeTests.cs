using Heed.Autograd;
using Heed.Models.Tests.Families;

namespace Heed.Models.Tests;

/// <summary>Passes that begin in the middle of a stack.</summary>
public class ResumeTests
{
    private static readonly int[] s_ids = [3, 9, 4, 17, 8, 5, 21, 6, 12, 7, 30, 11];

    [Theory]
    [InlineData("llama")]
    [InlineData("bert-mlm")]
    [InlineData("neox-parallel")]
    public void Resume_FromAnyBlock_GivesTheBitsOfTheWholePass(string name)
    {
        using LanguageModel model = TinyConfigs.Model(name);
        using var tape = new Tape(recording: true); // so that every value stays
        var kept = new Keeper();
        float[] whole = model.Transformer.Hidden(tape, new TokenBatch(s_ids), hook: kept).ToArray();
        for (int layer = 0; layer < model.Transformer.Blueprint.Layers; layer++)
        {
            using var again = new Tape(recording: false);
            var from = new ResumePoint(layer, kept.Residuals[$"blocks.{layer}.resid_pre"]);
            Assert.Equal(whole, model.Transformer.Resume(again, new TokenBatch(s_ids), from).ToArray());
        }
    }

    [Fact]
    public void Resume_OfADecoderWithAnEncodedSource_NeedsNoTokensOfIt()
    {
        using LanguageModel model = TinyConfigs.Model("t5");
        using var tape = new Tape(recording: false);
        var source = new TokenBatch(s_ids);
        float[] whole = model.Transformer.Hidden(tape, new TokenBatch([0, 4, 5]) { Source = source }).ToArray();
        Tensor encoded = model.Transformer.Encode(tape, source);
        Assert.Equal(whole, model.Transformer.Resume(tape, new TokenBatch([0, 4, 5]), null, encoded).ToArray());
    }

    [Fact]
    public void Resume_WhatDoesNotFit_IsRefused()
    {
        using LanguageModel model = TinyConfigs.Model("llama"), pair = TinyConfigs.Model("t5");
        using var tape = new Tape(recording: false);
        using var two = new KeyValueCache(model.Transformer.Blueprint, 2, 40);
        using var small = new KeyValueCache(model.Transformer.Blueprint, 1, 4);
        using var wrong = new Tensor([5, 7]);
        Refused("expected room for 1 rows of 12 tokens; it has 2 rows of 40", () => model.Transformer.Resume(tape, new TokenBatch(s_ids), null, cache: two));
        Refused("expected room for 1 rows of 12 tokens; it has 1 rows of 4", () => model.Transformer.Resume(tape, new TokenBatch(s_ids), null, cache: small));
        Refused("source: this model has no encoder", () => model.Transformer.Resume(tape, new TokenBatch(s_ids), null, wrong));
        Refused("source: expected [B·Ts, M] = [1·Ts, 24]; got [5, 7]", () => pair.Transformer.Resume(tape, new TokenBatch([0, 4]), null, wrong));
        Refused("residual: expected [12, 24]; got [5, 7]", () => model.Transformer.Resume(tape, new TokenBatch(s_ids), new ResumePoint(1, wrong)));

        static void Refused(string message, Action action) => Assert.Contains(message, Assert.ThrowsAny<ArgumentException>(action).Message);
    }

    private sealed class Keeper : IHook
    {
        public Dictionary<string, Tensor> Residuals { get; } = [];

        public Tensor Visit(Tape tape, string site, Tensor value)
        {
            if (site.EndsWith(".resid_pre", StringComparison.Ordinal)) Residuals[site] = value;
            return value;
        }

        public Tensor Attend<TMask, TScore, TParameters>(in AttentionStep step, TMask mask, TScore score, TParameters parameters)
            where TMask : struct, Masks.IMask where TScore : struct, Scores.IScore where TParameters : struct, IScoreParameters
            => step.Run(mask, score, parameters);
    }
}
