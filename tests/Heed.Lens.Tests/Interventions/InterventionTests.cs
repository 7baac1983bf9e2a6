using Heed.Autograd;
using Heed.Lens.Interventions;
using Heed.Lens.Sites;
using Heed.Masks;
using Heed.Models;
using Heed.Models.Tests.Families;

namespace Heed.Lens.Tests.Interventions;

/// <summary>Each intervention does what its name says, to its run alone.</summary>
public class InterventionTests
{
    [Fact]
    public void ZeroHead_ItsColumnsAreZeroAndTheOthersAsBefore()
    {
        using LanguageModel model = TinyConfigs.Model("llama");
        (Transformer transformer, TokenBatch batch) = (model.Transformer, Texts.Batch(model.Transformer.Blueprint));
        using var clean = Recording.Of(transformer, batch, ["blocks.*.attn.z", "logits"]);
        using var cut = Recording.Of(transformer, batch, ["blocks.*.attn.z", "logits"], Recording.UsualBudget, ReplaceValues.ZeroHead(transformer.Blueprint, "blocks.0.attn", 2));
        Tensor z = cut["blocks.0.attn.z"], before = clean["blocks.0.attn.z"];
        for (int i = 0; i < z.Count; i++) Assert.Equal(i % 24 / 6 == 2 ? 0f : before.Span[i], z.Span[i]);
        Assert.NotEqual(clean["logits"].ToArray(), cut["logits"].ToArray());
        using var again = Recording.Of(transformer, batch, ["logits"]);
        Assert.Equal(clean["logits"].ToArray(), again["logits"].ToArray());
    }

    [Fact]
    public void MeanHead_EveryTokenHasTheMeanOfTheReferenceSet()
    {
        using LanguageModel model = TinyConfigs.Model("gpt2");
        (Transformer transformer, TokenBatch batch) = (model.Transformer, Texts.Batch(model.Transformer.Blueprint));
        HeadMeans means = HeadMeans.Of(transformer, [batch, Texts.Batch(transformer.Blueprint, 9, seed: 4)], TestContext.Current.CancellationToken);
        float[] mean = means.Of("blocks.1.attn", 3);
        using var run = Recording.Of(transformer, batch, ["blocks.1.attn.z"], Recording.UsualBudget, ReplaceValues.MeanHead(transformer.Blueprint, "blocks.1.attn", 3, mean));
        for (int row = 0; row < 20; row++) Assert.Equal(mean, run["blocks.1.attn.z"].Span.Slice(row * 24 + 18, 6).ToArray());
    }

    [Fact]
    public void Patch_OfTheLastResidual_GivesTheOtherTextsAnswer()
    {
        using LanguageModel model = TinyConfigs.Model("gemma2");
        Transformer transformer = model.Transformer;
        using var other = Recording.Of(transformer, Texts.Batch(transformer.Blueprint, seed: 9), ["*"]);
        using var patched = Recording.Of(transformer, Texts.Batch(transformer.Blueprint), ["logits"], Recording.UsualBudget, ReplaceValues.Patch("blocks.2.resid_post", other));
        Assert.Equal(other["logits"].ToArray(), patched["logits"].ToArray());
    }

    [Fact]
    public void HeadOf_TheSameText_ChangesNothing()
    {
        using LanguageModel model = TinyConfigs.Model("llama");
        (Transformer transformer, TokenBatch batch) = (model.Transformer, Texts.Batch(model.Transformer.Blueprint));
        using var clean = Recording.Of(transformer, batch, ["*"]);
        using var patched = Recording.Of(transformer, batch, ["logits"], Recording.UsualBudget, ReplaceValues.HeadOf(transformer.Blueprint, "blocks.1.attn", 1, clean));
        Assert.Equal(clean["logits"].ToArray(), patched["logits"].ToArray());
    }

    [Fact]
    public void FrozenPattern_TheWeightsAreTheOtherRunsAndTheValuesAreNot()
    {
        using LanguageModel model = TinyConfigs.Model("llama");
        Transformer transformer = model.Transformer;
        using var other = Recording.Of(transformer, Texts.Batch(transformer.Blueprint, seed: 9), ["*"]);
        TokenBatch batch = Texts.Batch(transformer.Blueprint);
        using var clean = Recording.Of(transformer, batch, ["*"]);
        using var frozen = Recording.Of(transformer, batch, ["*"], Recording.UsualBudget, [.. ReplaceValues.FrozenPattern("blocks.0.attn", other)]);
        Assert.Equal(other["blocks.0.attn.pattern"].ToArray(), frozen["blocks.0.attn.pattern"].ToArray());
        Assert.Equal(clean["blocks.0.attn.v"].ToArray(), frozen["blocks.0.attn.v"].ToArray());
        Assert.NotEqual(clean["blocks.0.attn.z"].ToArray(), frozen["blocks.0.attn.z"].ToArray());
    }

    [Fact]
    public void RedirectToFirst_TheHeadHasTheFirstTokensValue()
    {
        using LanguageModel model = TinyConfigs.Model("llama");
        using var run = Recording.Of(
            model.Transformer, Texts.Batch(model.Transformer.Blueprint), ["blocks.0.attn.*"], Recording.UsualBudget, CutEdges.RedirectToFirst("blocks.0.attn", 3));
        ReadOnlySpan<float> first = run["blocks.0.attn.v"].Span[6..12]; // query head 3 reads key head 1
        for (int row = 0; row < 20; row++) Assert.Equal(first.ToArray(), run["blocks.0.attn.z"].Span.Slice(row * 24 + 18, 6).ToArray());
    }

    [Fact]
    public void ReplacePattern_OfItsOwnWeightsOrScores_ChangesNothingButRounding()
    {
        using LanguageModel model = TinyConfigs.Model("gemma2");
        (Transformer transformer, TokenBatch batch) = (model.Transformer, Texts.Batch(model.Transformer.Blueprint));
        using var clean = Recording.Of(transformer, batch, ["*"]);
        foreach (Intervention same in (Intervention[])[
            new ReplacePattern("blocks.1.attn", new GivenPattern(2, Head("blocks.1.attn.pattern"))), ReplacePattern.OfScores("blocks.1.attn", 2, Head("blocks.1.attn.scores"), 20)])
        {
            using var run = Recording.Of(transformer, batch, ["logits"], Recording.UsualBudget, same);
            for (int i = 0; i < run["logits"].Count; i++) Assert.Equal(clean["logits"].Span[i], run["logits"].Span[i], 2e-5f);
        }

        float[] Head(string site) => clean[site].Span.Slice(2 * 400, 400).ToArray();
    }

    [Fact]
    public void CutEdges_ARowWithoutKeys_IsZero()
    {
        using LanguageModel model = TinyConfigs.Model("llama");
        using var run = Recording.Of(
            model.Transformer, Texts.Batch(model.Transformer.Blueprint), ["blocks.0.attn.z"], Recording.UsualBudget, CutEdges.Span("blocks.0.attn", new KeyRange(4, 5), new KeyRange(0, 20)));
        Assert.All(run["blocks.0.attn.z"].Span.Slice(4 * 24, 24).ToArray(), value => Assert.Equal(0f, value));
    }

    [Fact]
    public void ARow_ThatTheTextDoesNotHave_IsRefused()
    {
        using LanguageModel model = TinyConfigs.Model("llama");
        (Transformer transformer, Blueprint b) = (model.Transformer, model.Transformer.Blueprint);
        Refused("got query 20, key 3", CutEdges.One("blocks.0.attn", 1, 20, 3));
        Refused("got query 3, key 20", CutEdges.One("blocks.0.attn", 1, 3, 20));
        Refused("expected rows from 0 to 19; got 20 to 20", new ReplaceValues("blocks.0.attn.z", new float[24], new KeyRange(20, 21), 0, 24, ""));
        using var longer = Recording.Of(transformer, Texts.Batch(b, 21), ["blocks.0.attn.z"]);
        Refused("expected rows from 0 to 19; got 0 to 20", ReplaceValues.HeadOf(b, "blocks.0.attn", 1, longer));
        Refused("expected rows from 0 on; got -1", new ReplaceValues("blocks.0.attn.z", new float[24], new KeyRange(-1, 4), 0, 24, ""));

        void Refused(string message, Intervention intervention)
            => Assert.Contains(message, Assert.Throws<HeedException>(
                () => Recording.Of(transformer, Texts.Batch(b), ["logits"], Recording.UsualBudget, intervention)).Message);
    }

    [Fact]
    public void RedirectToFirst_OfATextOfOneToken_ChangesNothing()
    {
        using LanguageModel model = TinyConfigs.Model("llama");
        using var clean = Recording.Of(model.Transformer, new TokenBatch([5]), ["logits"]);
        using var cut = Recording.Of(model.Transformer, new TokenBatch([5]), ["logits"], Recording.UsualBudget, CutEdges.RedirectToFirst("blocks.0.attn", 3));
        Assert.Equal(clean["logits"].ToArray(), cut["logits"].ToArray());
    }

    [Fact]
    public void ReplacePattern_OfSeveralTextsOrRaggedScores_IsRefused()
    {
        using LanguageModel model = TinyConfigs.Model("llama");
        var pattern = new ReplacePattern("blocks.0.attn", new GivenPattern(0, new float[9]));
        Assert.Contains("expected one text for given weights; got 2", Assert.Throws<HeedException>(
            () => Recording.Of(model.Transformer, new TokenBatch([3, 4, 5, 6, 7, 8], 2), ["logits"], Recording.UsualBudget, pattern)).Message);
        foreach (int keys in (int[])[0, 4])
            Assert.Contains(
                "scores; got 9 numbers", Assert.Throws<HeedException>(() => ReplacePattern.OfScores("blocks.0.attn", 0, new float[9], keys)).Message);
    }

    [Theory]
    [InlineData("blocks.9.attn", 0, "expected one of blocks.0.attn … blocks.1.attn")]
    [InlineData("blocks.0.attn", 4, "expected a head from 0 to 3; got 4")]
    public void Check_WhatTheModelDoesNotHave_IsAnError(string attention, int head, string message)
    {
        using LanguageModel model = TinyConfigs.Model("llama");
        Blueprint b = model.Transformer.Blueprint;
        Assert.Contains(message, Assert.Throws<HeedException>(() => CutEdges.One(attention, head, 3, 1).Check(b)).Message);
        Assert.Contains(message, Assert.Throws<HeedException>(() => ReplaceValues.ZeroHead(b, attention, head)).Message);
        Assert.Contains(message, Assert.Throws<HeedException>(() => new ReplacePattern(attention, new GivenPattern(head, [])).Check(b)).Message);
    }
}
