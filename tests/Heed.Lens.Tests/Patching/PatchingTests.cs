using Heed.Autograd;
using Heed.Lens.Interventions;
using Heed.Lens.Metrics;
using Heed.Lens.Patching;
using Heed.Lens.Sites;
using Heed.Masks;
using Heed.Models;

namespace Heed.Lens.Tests.Patching;

/// <summary>Patching between two prompts of the built-in decoder.</summary>
public class PatchingTests
{
    private const string Big = "The trophy would not fit in the suitcase because it was too big. What was too big? The";
    private const string Small = "The trophy would not fit in the suitcase because it was too small. What was too small? The";

    [Fact]
    public void Of_TwoPrompts_WhatCarriesTheDifferenceIsFound()
    {
        using LanguageModel model = ModelFolder.Load(BuiltInModel.Path("tiny-decoder"));
        PromptPair pair = PromptPair.Of(model, Big, Small, null, null);
        Assert.Equal("logit(trophy) − logit(suitcase)", pair.Clean.Name);
        Assert.Equal([13, 18], pair.Differences);
        ActivationPatching patching = ActivationPatching.Of(pair, cancellation: TestContext.Current.CancellationToken);
        Assert.True(patching.Clean > 5 && patching.Corrupt < -5);
        // After the last block that moves anything, the last token carries all of it, and no other token any.
        foreach (PatchCell cell in patching.Positions.Where(cell => cell.Layer == 3))
        {
            Assert.Equal(cell.Position == 20 ? 1f : 0f, cell.Sufficient, 0.02f);
            Assert.Equal(cell.Position == 20 ? 0f : 1f, cell.Necessary, 0.02f);
        }
        Assert.True(ActivationPatching.Agreement(patching.Heads) > 0.7);
        Assert.Equal(16, patching.Heads.Count);
    }

    [Fact]
    public void Cells_EqualWholeRunsAndFirstOrderIsADerivative()
    {
        using LanguageModel model = ModelFolder.Load(BuiltInModel.Path("tiny-decoder"));
        PromptPair pair = PromptPair.Of(model, Big, Small, "trophy", "suitcase");
        ActivationPatching patching = ActivationPatching.Of(pair, cancellation: TestContext.Current.CancellationToken);
        (TokenBatch clean, TokenBatch corrupt) = (pair.Clean.Runs[0].Batch, pair.Corrupt.Runs[0].Batch);
        using var values = Recording.Of(model.Transformer, clean, ["*.z", "*.resid_pre"]);
        using var others = Recording.Of(model.Transformer, corrupt, ["*.z", "*.resid_pre"]);
        float between = patching.Clean - patching.Corrupt;
        foreach (PatchCell cell in patching.Positions.Where(cell => cell.Position is 18 or 20).Concat(patching.Heads.Take(6)))
        {
            Intervention patch = cell.Head is { } head ? ReplaceValues.HeadOf(model.Transformer.Blueprint, cell.Site[..^2], head, values)
                : ReplaceValues.Patch(cell.Site, values, new KeyRange(cell.Position!.Value, cell.Position.Value + 1));
            Assert.Equal((Metric(patch) - patching.Corrupt) / between, cell.Sufficient, 1e-6f);
            const float Step = 0.004f;
            double slope = (Metric(Towards(cell, Step)) - Metric(Towards(cell, -Step))) / (2 * Step);
            Assert.Equal(slope / between, cell.Attributed, 2e-3);
        }

        float Metric(Intervention intervention)
        {
            using var tape = new Tape(recording: false);
            return pair.Corrupt.Runs[0].Metric.Of(model.Transformer, tape, model.Transformer.Hidden(tape, corrupt, hook: new InterventionHook([intervention]))).Span[0];
        }

        Intervention Towards(PatchCell cell, float step)
        {
            Tensor from = others[cell.Site], to = values[cell.Site];
            int size = model.Transformer.Blueprint.HeadSize, column = cell.Head is { } head ? head * size : 0, columns = cell.Head is null ? from.Columns : size;
            KeyRange rows = cell.Position is { } position ? new KeyRange(position, position + 1) : new KeyRange(0, from.Rows);
            var mixed = new List<float>();
            for (int row = rows.Start; row < rows.End; row++)
                for (int c = column; c < column + columns; c++)
                    mixed.Add(from.Span[row * from.Columns + c] + step * (to.Span[row * from.Columns + c] - from.Span[row * from.Columns + c]));
            return new ReplaceValues(cell.Site, [.. mixed], rows, column, columns, "a step");
        }
    }

    [Fact]
    public void PathPatching_FromTheLastLayer_IsPlainPatching()
    {
        using LanguageModel model = ModelFolder.Load(BuiltInModel.Path("tiny-decoder"));
        PromptPair pair = PromptPair.Of(model, Big, Small, "trophy", "suitcase");
        ActivationPatching patching = ActivationPatching.Of(pair, cancellation: TestContext.Current.CancellationToken);
        PatchCell last = patching.Heads.Single(cell => cell is { Site: "blocks.3.attn.z", Head: 1 });
        float along = PathPatching.Of(pair, "blocks.3.attn", 1, []);
        Assert.Equal(last.Necessary, (along - patching.Corrupt) / (patching.Clean - patching.Corrupt), 1e-6f);
    }

    [Fact]
    public void PathPatching_ToOneReceiver_EqualsTheFourRunsByHand()
    {
        using LanguageModel model = ModelFolder.Load(BuiltInModel.Path("tiny-decoder"));
        PromptPair pair = PromptPair.Of(model, Big, Small, "trophy", "suitcase");
        Transformer transformer = model.Transformer;
        (TokenBatch clean, TokenBatch corrupt) = (pair.Clean.Runs[0].Batch, pair.Corrupt.Runs[0].Batch);
        using var first = Recording.Of(transformer, clean, ["*"]);
        using var second = Recording.Of(transformer, corrupt, ["*"]);
        // The sender writes its corrupt result into the clean stream; nothing lies between it and the next layer's inputs but the feed-forward part.
        using var third = Recording.Of(
            transformer, clean, ["*"], Recording.UsualBudget, ReplaceValues.Patch("blocks.0.attn.z", first), ReplaceValues.HeadOf(transformer.Blueprint, "blocks.0.attn", 1, second));
        var values = new List<float>();
        for (int row = 0; row < clean.Length; row++) values.AddRange(third["blocks.1.attn.v"].Span.Slice(row * 128 + 3 * 32, 32).ToArray());
        using var tape = new Tape(recording: false);
        float expected = pair.Clean.Runs[0].Metric.Of(transformer, tape, transformer.Hidden(
            tape, clean, hook: new InterventionHook([new ReplaceValues("blocks.1.attn.v", [.. values], new KeyRange(0, clean.Length), 96, 32, "")]))).Span[0];
        Assert.Equal(expected, PathPatching.Of(pair, "blocks.0.attn", 1, [("blocks.1.attn.v", 3)]));
        Assert.Contains("after the sender", Assert.Throws<HeedException>(() => PathPatching.Of(pair, "blocks.1.attn", 0, [("blocks.0.attn.q", 0)])).Message);
    }

    [Fact]
    public void Of_PromptsThatDoNotAlign_SaysWhere()
    {
        using LanguageModel model = ModelFolder.Load(BuiltInModel.Path("tiny-decoder"));
        string message = Assert.Throws<HeedException>(() => PromptPair.Of(model, Big, Big.Replace("would not fit", "would fit", StringComparison.Ordinal), "trophy", "suitcase")).Message;
        Assert.Contains("They part at token 4: 'not' (1 token) against nothing", message);
        Assert.Contains("both are the same tokens", Assert.Throws<HeedException>(() => PromptPair.Of(model, Big, Big, "trophy", "suitcase")).Message);
        Assert.Contains("or neither", Assert.Throws<HeedException>(() => PromptPair.Of(model, Big, Small, "trophy", null)).Message);
    }
}
