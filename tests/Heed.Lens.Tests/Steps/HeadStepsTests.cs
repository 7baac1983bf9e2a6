using System.Text.Json;
using Heed.Lens.Interventions;
using Heed.Lens.Sites;
using Heed.Lens.Steps;
using Heed.Models;
using Heed.Models.Tests.Families;

namespace Heed.Lens.Tests.Steps;

/// <summary>The steps of a head, and what edits do to them and to the answer.</summary>
public class HeadStepsTests
{
    private const string Text = "The trophy would not fit in the suitcase because it was too big.";

    public static TheoryData<string> Families => TinyConfigs.All;

    [Theory]
    [MemberData(nameof(Families))]
    public void Steps_EveryFamily_ShowTheSitesOfTheModel(string name)
    {
        using LanguageModel model = TinyConfigs.Model(name);
        string attention = AttentionNames.Of(model.Transformer.Blueprint)[0];
        HeadSteps steps = StepCases.Create(model, attention, 1);
        using var run = Recording.Of(model.Transformer, Texts.Batch(model.Transformer.Blueprint, 12), ["*"]);
        int size = model.Transformer.Blueprint.HeadSize;
        Assert.Equal(Numbers(steps, "z"), Enumerable.Range(0, steps.Tokens.Count).SelectMany(i => run[attention + ".z"].Span.Slice(i * run[attention
            + ".z"].Columns + size, size).ToArray()));
        foreach (HeadStep step in steps.Steps.Where(step => step.Site is not null && !step.Site.EndsWith("pattern", StringComparison.Ordinal)
            && !step.Site.EndsWith("scores", StringComparison.Ordinal)
            && step.Columns.Letter != "D"))
            Assert.Equal(run[step.Site!].ToArray(), step.Values.SelectMany(row => row).Select(value => value!.Value));
        Assert.All(steps.Steps, step => Assert.All(step.Values, row => Assert.Equal(step.Values[0].Length, row.Length)));
        Assert.Equal(steps.Steps.Count, steps.Steps.Select(step => step.Id).Distinct().Count());
    }

    [Theory]
    [MemberData(nameof(Families))]
    public void With_NothingChanged_NoStepAndNotABitOfTheAnswerDiffer(string name)
    {
        using LanguageModel model = TinyConfigs.Model(name);
        HeadSteps steps = StepCases.Create(model, AttentionNames.Of(model.Transformer.Blueprint)[0], 1);
        EditedHead edited = steps.With(new StepsEdit());
        Assert.Empty(edited.Steps);
        Assert.All(edited.Answer?.Candidates ?? [], candidate => Assert.Equal(candidate.LogitBefore, candidate.LogitAfter));
    }

    [Theory]
    [MemberData(nameof(Families))]
    public void With_APairCut_IsTheModelsOwnRunWithoutThatEdge(string name)
    {
        using LanguageModel model = TinyConfigs.Model(name);
        string attention = AttentionNames.Of(model.Transformer.Blueprint)[0];
        HeadSteps steps = StepCases.Create(model, attention, 1);
        EditedHead edited = steps.With(new StepsEdit { Cuts = [new TokenPair(6, 4)] });
        TokenBatch batch = Texts.Batch(model.Transformer.Blueprint, 12);
        bool answers = steps.Answer is not null;
        using var run = Recording.Of(model.Transformer, batch, answers ? [attention + ".z", attention + ".v", "logits"] : [attention + ".z", attention
            + ".v"], Recording.UsualBudget,
            CutEdges.One(attention, 1, 6, 4));
        int size = model.Transformer.Blueprint.HeadSize, columns = run[attention + ".z"].Columns;
        // Weights are within 2·(error of scores) + the exponential's; scores of these models stay below 64, of D ≤ 8 products.
        double tolerance = 12 * run[attention + ".v"].ToArray().Max(MathF.Abs) * (2 * 16 * StepCases.Unit * 64 + 4e-6);
        float?[] row = edited.Steps.Step("z").Values[6];
        for (int d = 0; d < size; d++) Assert.Equal(run[attention + ".z"].Span[6 * columns + size + d], row[d]!.Value, tolerance);
        Assert.Null(edited.Steps.Step("scores").Values[6][4]);
        Assert.Equal(steps.Steps.Step("z").Values[5], edited.Steps.Step("z").Values[5]);
        if (!answers) return;
        float[] logits = run["logits"].Span[^run["logits"].Columns..].ToArray();
        float[] moved = [.. edited.Answer!.Candidates.Select(candidate => logits[candidate.Token])];
        double spread = logits.Max() - logits.Min();
        for (int i = 0; i < moved.Length; i++) Assert.Equal(moved[i], edited.Answer.Candidates[i].LogitAfter, 1e-3 * spread);
    }

    [Theory]
    [InlineData("tiny-encoder")]
    [InlineData("tiny-decoder")]
    [InlineData("tiny-long")]
    public void With_AScoreDragged_MovesItsRowAloneAndTheAnswer(string name)
    {
        using LanguageModel model = ModelFolder.Load(BuiltInModel.Path(name));
        HeadSteps steps = HeadSteps.Of(model, Text, 0, 0);
        int last = steps.Tokens.Count - 1, query = steps.Answer!.Position!.Value;
        EditedHead edited = steps.With(new StepsEdit { Scores = [new ChangedScore(query, 1, 200)] });
        Assert.Equal(1f, edited.Steps.Step("pattern").Values[query][1]!.Value, 1e-6f);
        for (int i = 0; i <= last; i++)
            if (i != query) Assert.Equal(steps.Steps.Step("pattern").Values[i], edited.Steps.Step("pattern").Values[i]);
        Assert.Equal("scaled", edited.Steps[0].Id);
        Assert.Contains(edited.Answer!.Candidates, candidate => candidate.LogitAfter != candidate.LogitBefore);
        Assert.Equal(steps.Answer.Candidates[0].Before, edited.Answer.Candidates.Max(candidate => candidate.Before));
    }

    [Fact]
    public void With_Masks_LetThroughWhatTheySay()
    {
        using LanguageModel model = ModelFolder.Load(BuiltInModel.Path("tiny-encoder"));
        HeadSteps steps = HeadSteps.Of(model, Text, 1, 2);
        Every(new StepsEdit { Mask = StepMask.Causal }, (i, j) => j <= i);
        Every(new StepsEdit { Mask = StepMask.Window, Window = 3 }, (i, j) => Math.Abs(i - j) < 3);
        Every(new StepsEdit { Mask = StepMask.Causal, Cuts = [new TokenPair(4, 2)] }, (i, j) => j <= i && (i, j) != (4, 2));
        EditedHead alone = steps.With(new StepsEdit { Mask = StepMask.Causal, Cuts = [new TokenPair(0, 0)] });
        Assert.All(alone.Steps.Step("z").Values[0], value => Assert.Equal(0f, value));
        Assert.Contains("Query 0 sees no key: its result is 0.", alone.Notes);

        void Every(StepsEdit edit, Func<int, int, bool> allows)
        {
            HeadStep mask = steps.With(edit).Steps.Step("mask");
            for (int i = 0; i < steps.Tokens.Count; i++)
                for (int j = 0; j < steps.Tokens.Count; j++) Assert.Equal(allows(i, j) ? 1f : 0f, mask.Values[i][j]);
        }
    }

    [Fact]
    public void With_Uniform_EveryVisibleKeyGetsTheSame()
    {
        using LanguageModel model = ModelFolder.Load(BuiltInModel.Path("tiny-decoder"));
        HeadSteps steps = HeadSteps.Of(model, Text, 1, 0);
        HeadStep weights = steps.With(new StepsEdit { Uniform = true }).Steps.Step("pattern");
        for (int i = 0; i < steps.Tokens.Count; i++)
            for (int j = 0; j < steps.Tokens.Count; j++) Assert.Equal(j <= i ? (float)(1.0 / (i + 1)) : 0f, weights.Values[i][j]);
    }

    [Theory]
    [InlineData("tiny-encoder", "embedding")]
    [InlineData("tiny-long", "q")]
    public void With_NoPositions_StartsWhereThisModelAddsThem(string name, string first)
    {
        using LanguageModel model = ModelFolder.Load(BuiltInModel.Path(name));
        HeadSteps steps = HeadSteps.Of(model, "the dog saw the dog", 0, 1);
        EditedHead edited = steps.With(new StepsEdit { Positions = false });
        Assert.Equal(first, edited.Steps.First(step => step.Id != "position_embedding").Id);
        // The same word at two places is the same to a first layer without positions.
        HeadStep k = edited.Steps.Step("k");
        int[] dogs = [.. Enumerable.Range(0, steps.Tokens.Count).Where(i => steps.Tokens[i] == "dog")];
        Assert.Equal(2, dogs.Length);
        Assert.Equal(k.Values[dogs[0]], k.Values[dogs[1]]);
        Assert.NotEqual(steps.Steps.Step("k").Values[dogs[0]], steps.Steps.Step("k").Values[dogs[1]]);
    }

    [Fact]
    public void With_AnotherText_KeysAndValuesAreThatTexts()
    {
        using LanguageModel model = ModelFolder.Load(BuiltInModel.Path("tiny-decoder"));
        const string other = "the dog saw the cat";
        HeadSteps steps = HeadSteps.Of(model, Text, 1, 3), of = HeadSteps.Of(model, other, 1, 3);
        EditedHead crossed = steps.With(new StepsEdit { Other = other });
        Assert.Equal(of.Steps.Step("v").Values, crossed.Steps.Step("v").Values);
        Assert.Equal(of.Tokens, crossed.Steps.Step("pattern").Columns.Labels);
        Assert.All(crossed.Steps.Step("pattern").Values, row => Assert.Equal(1.0, row.Sum(weight => (double)weight!), 1e-6));
        Assert.DoesNotContain(crossed.Steps, step => step.Id == "q");
        string message = Assert.Throws<HeedException>(() => steps.With(new StepsEdit { Other = other, Parts = OtherParts.Queries })).Message;
        Assert.Contains($"as many tokens, {steps.Tokens.Count}; it has {of.Tokens.Count}", message);
    }

    [Fact]
    public void With_ManyAtOnce_GiveWhatOneGives()
    {
        using LanguageModel model = ModelFolder.Load(BuiltInModel.Path("tiny-encoder"));
        HeadSteps steps = HeadSteps.Of(model, Text, 2, 1);
        StepsEdit[] edits = [new() { Uniform = true }, new() { Positions = false }, new() { Other = "it was too big." }, new() { Scaling = false },
            new() { Cuts = [new TokenPair(10, 2)] }];
        string[] alone = [.. edits.Select(edit => JsonSerializer.Serialize(HeadSteps.Of(model, Text, 2, 1).With(edit)))];
        Parallel.For(0, 20, i => Assert.Equal(alone[i % edits.Length], JsonSerializer.Serialize(steps.With(edits[i % edits.Length]))));
    }

    [Fact]
    public void StepsEdit_AsJson_ComesBackTheSame()
    {
        var edit = new StepsEdit { Scores = [new ChangedScore(1, 2, 3.5)], Cuts = [new TokenPair(3, 0)], Mask = StepMask.Window, Window = 2, Other = "x",
            Parts = OtherParts.Values };
        string json = JsonSerializer.Serialize(edit);
        Assert.Equal(json, JsonSerializer.Serialize(JsonSerializer.Deserialize<StepsEdit>(json)));
    }

    [Fact]
    public void Of_WhatDoesNotFit_SaysWhatWasExpected()
    {
        using LanguageModel model = ModelFolder.Load(BuiltInModel.Path("tiny-long"));
        Refused("at most 64 tokens", () => HeadSteps.Of(model, string.Concat(Enumerable.Repeat("the dog ", 40)), 0, 0));
        Refused("layer", () => HeadSteps.Of(model, Text, 99, 0));
        Refused("expected a head", () => HeadSteps.Of(model, Text, 0, -1));
        Refused("at: expected a token", () => HeadSteps.Of(model, Text, 0, 0, 200));
        Refused("empty", () => HeadSteps.Of(model, " ", 0, 0));
        HeadSteps steps = HeadSteps.Of(model, Text, 0, 0);
        Refused("pair: expected a query", () => steps.With(new StepsEdit { Cuts = [new TokenPair(0, 99)] }));
        Refused("finite", () => steps.With(new StepsEdit { Scores = [new ChangedScore(0, 0, double.NaN)] }));
        Refused("window", () => steps.With(new StepsEdit { Mask = StepMask.Window }));
        Refused("empty", () => steps.With(new StepsEdit { Other = "" }));

        static void Refused(string words, Action action) => Assert.Contains(words, Assert.Throws<HeedException>(action).Message);
    }

    private static IEnumerable<float> Numbers(HeadSteps steps, string id) => steps.Steps.Step(id).Values.SelectMany(row => row).Select(value => value!.Value);
}
