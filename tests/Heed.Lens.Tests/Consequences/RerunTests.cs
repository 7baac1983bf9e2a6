using Heed.Autograd;
using Heed.Lens.Consequences;
using Heed.Lens.Interventions;
using Heed.Lens.Metrics;
using Heed.Masks;
using Heed.Models;
using Heed.Models.Tests.Families;

namespace Heed.Lens.Tests.Consequences;

/// <summary>A part of a run repeated gives what the whole run gives, bit for bit.</summary>
public class RerunTests
{
    [Theory]
    [MemberData(nameof(Texts.Answering), MemberType = typeof(Texts))]
    public void With_AnyEdgeCut_EqualsAWholeRunBitForBit(string name)
    {
        using LanguageModel model = TinyConfigs.Model(name);
        QuestionRun run = Texts.Run(model.Transformer.Blueprint, logProbabilities: name is "llama" or "t5");
        using var rerun = new Rerun(model.Transformer, run);
        Assert.Equal(Whole(model.Transformer, run), rerun.Clean);
        foreach (string attention in AttentionNames.Of(model.Transformer.Blueprint))
        {
            int queries = attention.StartsWith("encoder.", StringComparison.Ordinal) ? run.Batch.Source!.Length : run.Batch.Length;
            foreach (int query in (int[])[0, queries / 2, queries - 1])
                foreach (int head in (int[])[0, model.Transformer.Blueprint.Heads - 1])
                {
                    var cut = CutEdges.One(attention, head, query, query / 2);
                    Assert.Equal(Whole(model.Transformer, run, cut), rerun.With(attention, query, cut));
                    Assert.Equal(rerun.Clean, rerun.With(attention, query));
                }
        }
    }

    [Fact]
    public void With_AnEdgeOfATokenThatNobodySees_ChangesNothing()
    {
        using LanguageModel model = TinyConfigs.Model("llama");
        TokenBatch batch = Texts.Batch(model.Transformer.Blueprint);
        var early = new QuestionRun(batch, new Metric("early", [10], [new(0, 5, 1), new(0, 9, -1)], false));
        using var rerun = new Rerun(model.Transformer, early);
        Assert.Equal(rerun.Clean, rerun.With("blocks.0.attn", 15, CutEdges.One("blocks.0.attn", 1, 15, 3)));
        Assert.NotEqual(rerun.Clean, rerun.With("blocks.0.attn", 9, CutEdges.One("blocks.0.attn", 1, 9, 3)));
    }

    [Fact]
    public void With_ManyEdges_Compose()
    {
        using LanguageModel model = TinyConfigs.Model("llama");
        QuestionRun run = Texts.Run(model.Transformer.Blueprint);
        using var rerun = new Rerun(model.Transformer, run);
        Intervention[] both =
        [
            CutEdges.Span("blocks.0.attn", new KeyRange(12, 20), new KeyRange(3, 6)), ReplaceValues.ZeroHead(model.Transformer.Blueprint, "blocks.1.attn", 2),
        ];
        float together = rerun.With("blocks.0.attn", 0, both);
        Assert.Equal(Whole(model.Transformer, run, both), together);
        Assert.NotEqual(rerun.With("blocks.0.attn", 0, both[0]), together);
    }

    [Theory]
    [InlineData("blocks.9.attn", 0, 0, "expected one of blocks.0.attn … blocks.1.attn")]
    [InlineData("blocks.0.attn", 0, 9, "expected a head from 0 to 3; got 9")]
    [InlineData("blocks.0.attn", -1, 0, "expected a query from 0 to 19; got -1")]
    [InlineData("blocks.0.attn", 20, 0, "expected a query from 0 to 19; got 20")]
    public void With_WhatTheRunDoesNotHave_IsRefused(string attention, int firstRow, int head, string message)
    {
        using LanguageModel model = TinyConfigs.Model("llama");
        using var rerun = new Rerun(model.Transformer, Texts.Run(model.Transformer.Blueprint));
        Assert.Contains(message, Assert.Throws<HeedException>(() => rerun.With(attention, firstRow, CutEdges.One(attention, head, 3, 1))).Message);
        string elsewhere = Assert.Throws<HeedException>(() => rerun.With("blocks.0.attn", 0, CutEdges.One("blocks.7.attn", 0, 3, 1))).Message;
        Assert.Contains("attention 'blocks.7.attn'", elsewhere);
    }

    private static float Whole(Transformer model, QuestionRun run, params Intervention[] interventions)
    {
        using var tape = new Tape(recording: false);
        return run.Metric.Of(model, tape, model.Hidden(tape, run.Batch, hook: new InterventionHook(interventions))).Span[0];
    }
}
