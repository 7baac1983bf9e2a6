using Heed.Lens.Interventions;
using Heed.Lens.Steps;
using Heed.Models;
using Heed.Models.Tests.Families;

namespace Heed.Lens.Tests.Steps;

/// <summary>The terms of a number against the numbers of the steps they are made from.</summary>
public class NumberTermsTests
{
    public static TheoryData<string> Families => TinyConfigs.All;

    [Theory]
    [MemberData(nameof(Families))]
    public void Terms_EveryFamily_AreProductsOfShownNumbersAndAddUp(string name)
    {
        using LanguageModel model = TinyConfigs.Model(name);
        HeadSteps steps = StepCases.Create(model, AttentionNames.Of(model.Transformer.Blueprint)[0], 1);
        HeadStep q = steps.Steps.Step("q"), k = steps.Steps.Step("k"), v = steps.Steps.Step("v"), scaled = steps.Steps.Step("scaled"), z = steps.Steps.Step("z");
        (int row, int column) = (7, 3);
        NumberTerms score = steps.Terms("scaled", row, column);
        double sum = 0;
        for (int d = 0; d < q.Values[row].Length; d++)
        {
            Assert.Equal((double)q.Values[row][d]! * (double)k.Values[column][d]!, score.Terms[d].Value, 1e-15);
            sum += (double)q.Values[row][d]! * (double)k.Values[column][d]!;
        }
        Assert.Equal(sum, score.Sum, 1e-12);
        Assert.Equal(scaled.Values[row][column]!.Value, (float)score.Result);
        Assert.Equal(score.Sum, steps.Terms("products", row, column).Result);

        NumberTerms weight = steps.Terms("pattern", row, column);
        Assert.Equal(steps.Steps.Step("row_sum").Values[row][0]!.Value, (float)weight.Sum);
        Assert.Equal(weight.Terms[column].Value / weight.Terms.Sum(term => term.Value), weight.Result, 1e-15);
        for (int j = 0; j < weight.Terms.Count; j++) Assert.Equal(steps.Steps.Step("exponentials").Values[row][j]!.Value, (float)weight.Terms[j].Value);

        NumberTerms mixed = steps.Terms("z", row, column);
        for (int j = 0; j < mixed.Terms.Count; j++) Assert.Equal((float)mixed.Terms[j].Right!.Value, v.Values[j][column]!.Value);
        // The step shows the model's own float32; the terms are in double.
        Assert.Equal(z.Values[row][column]!.Value, mixed.Result, StepCases.Unit * 256 * (1 + mixed.Terms.Sum(term => Math.Abs(term.Value))));

        NumberTerms written = steps.Terms("contribution", row, column);
        Assert.Equal(steps.Steps.Step("contribution").Values[row][column]!.Value, written.Result, StepCases.Unit * 256 * (1 + written.Terms.Sum(term => Math.Abs(term.Value))));
    }

    [Fact]
    public void Terms_OfAnEdit_AreThoseOfTheEditedHead()
    {
        using LanguageModel model = TinyConfigs.Model("gpt2");
        HeadSteps steps = StepCases.Create(model, "blocks.0.attn", 1);
        var edit = new StepsEdit { Scores = [new ChangedScore(6, 2, 5)], Cuts = [new TokenPair(6, 1)] };
        NumberTerms weight = steps.Terms("pattern", 6, 2, edit);
        Assert.Equal(5, weight.Terms[2].Left);
        Assert.Null(weight.Terms[1].Left);
        Assert.Equal(0, weight.Terms[1].Value);
        Assert.Equal(steps.With(edit).Steps.Step("pattern").Values[6][2]!.Value, (float)weight.Result);
        Assert.Equal(5, steps.Terms("scaled", 6, 2, edit).Result);
        Assert.NotEqual(5, steps.Terms("scaled", 6, 2, edit).Sum);
    }

    [Theory]
    [InlineData("embedding", 0, 0, "step: expected one of")]
    [InlineData("scaled", 12, 0, "row: expected a query from 0 to 11; got 12")]
    [InlineData("scaled", 0, 12, "column: expected a number from 0 to 11; got 12")]
    [InlineData("z", 0, -1, "column: expected a number from 0 to")]
    public void Terms_NoSuchNumber_IsRefused(string step, int row, int column, string said)
    {
        using LanguageModel model = TinyConfigs.Model("gpt2");
        HeadSteps steps = StepCases.Create(model, "blocks.0.attn", 1);
        Assert.Contains(said, Assert.Throws<HeedException>(() => steps.Terms(step, row, column)).Message, StringComparison.Ordinal);
    }
}
