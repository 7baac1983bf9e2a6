using System.Text.Json;
using Heed.Lens.Interventions;
using Heed.Lens.Sites;
using Heed.Lens.Steps;
using Heed.Lens.Steps.Demonstrations;
using Heed.Models;
using Heed.Models.Tests.Families;

namespace Heed.Lens.Tests.Steps;

/// <summary>Demonstrations against the runs they speak of.</summary>
public class DemonstrationTests
{
    private const string Text = "The trophy would not fit in the suitcase because it was too big.";

    public static TheoryData<string> Families => Texts.Answering;

    [Theory]
    [MemberData(nameof(Families))]
    public void WeightsAsReasons_EveryFamily_MeasuresWhatCuttingDoes(string name)
    {
        using LanguageModel model = TinyConfigs.Model(name);
        Blueprint b = model.Transformer.Blueprint;
        string attention = AttentionNames.Of(b)[0];
        HeadSteps steps = StepCases.Create(model, attention, 1);
        DemonstrationResult result = new WeightsAsReasons().Of(steps, new DemonstrationOptions { Query = 6 }, TestContext.Current.CancellationToken);
        (int first, int second) = (steps.Answer!.Candidates[0].Token, steps.Answer.Candidates[1].Token);
        double clean = Margin();
        DemonstrationTable table = result.Tables[0];
        for (int i = 0; i < table.Rows.Count; i++)
        {
            int key = int.Parse(table.Rows[i]);
            Assert.Equal(Margin(CutEdges.One(attention, 1, 6, key)) - clean, table.Values[i][2]!.Value, 1e-5);
            Assert.Equal(steps.Steps.Step("pattern").Values[6][key]!.Value, (float)table.Values[i][0]!.Value);
        }
        Assert.Equal(table.Values.Max(row => row[0]), result.Numbers[0].Value);
        Assert.Equal(table.Values.Max(row => Math.Abs(row[2]!.Value)), Math.Abs(result.Numbers[3].Value!.Value));

        double Margin(params Intervention[] interventions)
        {
            using var run = Recording.Of(model.Transformer, Texts.Batch(b, 12), ["logits"], Recording.UsualBudget, interventions);
            ReadOnlySpan<float> logits = run["logits"].Span[^run["logits"].Columns..];
            return logits[first] - logits[second];
        }
    }

    [Theory]
    [InlineData("tiny-encoder")]
    [InlineData("tiny-decoder")]
    [InlineData("tiny-long")]
    public void EqualAttention_ThisHead_IsWhatTheEditSays(string name)
    {
        using LanguageModel model = ModelFolder.Load(BuiltInModel.Path(name));
        HeadSteps steps = HeadSteps.Of(model, Text, 1, 1);
        DemonstrationResult result = new EqualAttention().Of(steps, new DemonstrationOptions(), TestContext.Current.CancellationToken);
        StepAnswer answer = steps.With(new StepsEdit { Uniform = true }).Answer!;
        (int first, int second) = (steps.Answer!.Candidates[0].Token, steps.Answer.Candidates[1].Token);
        double expected = Logit(first) - Logit(second), size = Math.Abs(Logit(first)) + Math.Abs(Logit(second)) + 1;
        // Two roads to the same weighted sums, each rounded once; what rounding grows to through the layers behind stays below 2⁻¹⁶ here.
        Assert.Equal(expected, result.Numbers[3].Value!.Value, size / (1 << 16));
        Assert.All(result.Tables[0].Values, row => Assert.InRange(row[0]!.Value, 0, row[1]!.Value + 1e-6));

        double Logit(int token) => answer.Candidates.Single(candidate => candidate.Token == token).LogitAfter;
    }

    [Fact]
    public void AllHeadsAlike_Distances_AreSymmetricAndThoseOfPlainLoops()
    {
        using LanguageModel model = ModelFolder.Load(BuiltInModel.Path("tiny-encoder"));
        HeadSteps[] heads = [.. Enumerable.Range(0, 4).Select(head => HeadSteps.Of(model, Text, 3, head))];
        double?[][] distances = new AllHeadsAlike().Of(heads[0], new DemonstrationOptions(), TestContext.Current.CancellationToken).Tables[0].Values;
        for (int a = 0; a < 4; a++)
            for (int b = 0; b < 4; b++)
            {
                Assert.Equal(distances[a][b], distances[b][a]);
                double mean = 0;
                int length = heads[a].Tokens.Count;
                for (int i = 0; i < length; i++)
                {
                    double divergence = 0;
                    for (int j = 0; j < length; j++)
                    {
                        double p = heads[a].Steps.Step("pattern").Values[i][j]!.Value, q = heads[b].Steps.Step("pattern").Values[i][j]!.Value;
                        if (p > 0) divergence += p * Math.Log2(2 * p / (p + q)) / 2;
                        if (q > 0) divergence += q * Math.Log2(2 * q / (p + q)) / 2;
                    }
                    mean += Math.Sqrt(Math.Max(0, divergence)) / length;
                }
                // Rows add up to 1 within float32, and the root makes of 1e-7 at most 4e-4.
                Assert.Equal(mean, distances[a][b]!.Value, 4e-4);
            }
    }

    [Fact]
    public void SelfAgainstCross_AnotherText_ShowsTheRowOfTheEdit()
    {
        using LanguageModel model = ModelFolder.Load(BuiltInModel.Path("tiny-decoder"));
        HeadSteps steps = HeadSteps.Of(model, Text, 1, 1);
        DemonstrationResult result = new SelfAgainstCross().Of(steps, new DemonstrationOptions { Query = 3, Other = "the dog saw the cat" },
            TestContext.Current.CancellationToken);
        HeadStep cross = steps.With(new StepsEdit { Other = "the dog saw the cat" }).Steps.Step("pattern");
        Assert.Equal(cross.Values[3], result.Tables[1].Values.Select(row => (float?)row[0]));
        Assert.Equal(cross.Columns.Labels, result.Tables[1].Rows);
    }

    [Theory]
    [InlineData("tiny-encoder")]
    [InlineData("tiny-decoder")]
    [InlineData("tiny-long")]
    public void All_BuiltInModels_SayAParagraphAndAreJson(string name)
    {
        using LanguageModel model = ModelFolder.Load(BuiltInModel.Path(name));
        HeadSteps steps = HeadSteps.Of(model, Text, 3, 2);
        foreach (Demonstration demonstration in Demonstration.All)
        {
            DemonstrationResult result = demonstration.Of(steps, new DemonstrationOptions(), TestContext.Current.CancellationToken);
            Assert.InRange(result.Caption.Length, 100, 700);
            Assert.Contains(result.Id, JsonSerializer.Serialize(result));
            TestContext.Current.TestOutputHelper?.WriteLine($"{result.Title}: {result.Caption}");
        }
    }

    [Fact]
    public void Named_Unknown_ListsThem()
        => Assert.Contains("weights-as-reasons", Assert.Throws<HeedException>(() => Demonstration.Named("none")).Message);

    [Fact]
    public void Of_AModelWithoutAnswers_IsRefused()
    {
        using LanguageModel model = TinyConfigs.Model("bert");
        HeadSteps steps = StepCases.Create(model, "blocks.0.attn", 1);
        Assert.Contains("a model that answers", Assert.Throws<HeedException>(() => new EqualAttention().Of(steps, new DemonstrationOptions(),
            TestContext.Current.CancellationToken)).Message);
    }
}
