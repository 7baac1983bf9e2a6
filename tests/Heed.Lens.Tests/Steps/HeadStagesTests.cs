using Heed.Lens.Steps;
using Heed.Models;
using Heed.Models.Tests.Families;
using Heed.Positions;

namespace Heed.Lens.Tests.Steps;

/// <summary>The steps computed in double against what the model computed, for every self-attention of every family.</summary>
public class HeadStagesTests
{
    public static TheoryData<string, string> Attentions => StepCases.Attentions;

    [Theory]
    [MemberData(nameof(Attentions))]
    public void Untouched_EveryFamily_AreTheModelsOwnScoresWeightsAndResult(string name, string attention)
    {
        using LanguageModel model = TinyConfigs.Model(name);
        (HeadContext context, HeadRun run) = Run(model, attention);
        HeadStages stages = run.Untouched;
        StepCases.Near(run.Matrix("scores"), stages.Scores, StepCases.ScoreTolerance(stages, context.Scale));
        StepCases.Near(run.Matrix("pattern"), stages.Weights, StepCases.WeightTolerance(stages, context.Scale));
        StepCases.Near(run.Head("z"), stages.Z, StepCases.ResultTolerance(stages, context.Scale));
    }

    [Theory]
    [MemberData(nameof(Attentions))]
    public void Projection_EveryFamily_TurnedByPlainLoopsIsWhatTheModelAttendsWith(string name, string attention)
    {
        using LanguageModel model = TinyConfigs.Model(name);
        (HeadContext context, HeadRun run) = Run(model, attention);
        Grid input = context.Input(run);
        (Grid q, Grid k) = context.Projection.Projected(input);
        (Grid normedQ, Grid normedK) = context.Projection.Normed(input);
        string block = context.Block + "attn.";
        double largest = model.Transformer.Parameters.Where(p => p.Name.StartsWith(block, StringComparison.Ordinal)).Max(p => p.ToArray().Max(MathF.Abs));
        double sum = Enumerable.Range(0, input.Rows).Max(i => input.Row(i).ToArray().Sum(Math.Abs)) + 1;
        // M products, and as many sums again in the norm before them.
        double tolerance = 2 * (input.Columns + 12) * StepCases.Unit * sum * largest;
        StepCases.Near(run.Head("q"), Turned(context, normedQ), tolerance * Growth(q, normedQ));
        StepCases.Near(run.Head("k"), Turned(context, normedK), tolerance * Growth(k, normedK));
    }

    [Theory]
    [MemberData(nameof(Attentions))]
    public void Contributions_SummedOverHeads_AreTheModelsResult(string name, string attention)
    {
        using LanguageModel model = TinyConfigs.Model(name);
        Blueprint b = model.Transformer.Blueprint;
        (HeadContext context, HeadRun run) = Run(model, attention);
        var sum = new Grid(run.Length, b.Width);
        double size = 1;
        for (int head = 0; head < b.Heads; head++)
        {
            var own = new HeadContext(model, attention, head);
            Grid z = Head(run, head, b.HeadSize);
            sum = sum.Plus(z.Times(own.Output));
            size += z.Select(Math.Abs).Times(own.Output.Select(Math.Abs)).Numbers.Max();
        }
        if (b.Biases.HasFlag(MapBiases.AttentionOutput))
        {
            float[] bias = model.Transformer.Parameter(context.Block + "attn.out.bias").ToArray();
            sum = Grid.Of(sum.Rows, sum.Columns, (i, j) => sum[i, j] + bias[j]);
            size += bias.Max(MathF.Abs);
        }
        double tolerance = (b.Heads * b.HeadSize + 4) * StepCases.Unit * size;
        StepCases.Near(run.Site(attention + ".result"), sum, tolerance);
        if (!context.HasMiddle) return;
        Grid residual = context.Residual(run, sum), stream = run.Site(context.Site + "resid_mid");
        // A norm divides by the deviation of what it gets, and so makes errors as much larger.
        double growth = context.ResultNorm is null ? 1 : Growth(b.NormPlace == NormPlace.After ? run.Site(context.Site + "resid_pre").Plus(sum) : sum,
            residual, centred: true);
        StepCases.Near(stream, residual, growth * (tolerance + (b.Width + 12) * StepCases.Unit * (stream.Numbers.Max(Math.Abs) + sum.Numbers.Max(Math.Abs)
            + 1)));
    }

    private static (HeadContext, HeadRun) Run(LanguageModel model, string attention)
    {
        var context = new HeadContext(model, attention, model.Transformer.Blueprint.Heads - 1);
        TokenBatch batch = Texts.Batch(model.Transformer.Blueprint, 12);
        int length = Heed.Lens.Interventions.AttentionNames.Lengths(attention, batch).Queries;
        return (context, HeadRun.Of(context, batch, [.. Enumerable.Range(0, length).Select(i => $"{i}")]));
    }

    private static Grid Head(HeadRun run, int head, int size) => run.Site(run.Context.Attention + ".z").Slice(head * size, size);

    /// <summary>How much larger errors of x may be in y, which is x normalized.</summary>
    private static double Growth(Grid x, Grid y, bool centred = false)
    {
        if (ReferenceEquals(x, y) || x.Numbers.AsSpan().SequenceEqual(y.Numbers)) return 1;
        double growth = 2;
        for (int i = 0; i < x.Rows; i++)
        {
            double mean = centred ? x.Row(i).ToArray().Average() : 0, square = x.Row(i).ToArray().Sum(n => (n - mean) * (n - mean)) / x.Columns;
            // Gains of the test's models are below 3.
            growth = Math.Max(growth, Math.Max(centred ? 12 / Math.Sqrt(square) : 0, centred ? 0 : Enumerable.Range(0, x.Columns).Max(j
                => 4 * Math.Abs(y[i, j] / x[i, j]))));
        }
        return growth;
    }

    private static Grid Turned(HeadContext context, Grid x)
    {
        if (context.Rotary is not { } plan) return x;
        RotaryTable table = plan.Table();
        double[] frequencies = table.InverseFrequencies(x.Rows);
        int half = plan.Width / 2;
        return Grid.Of(x.Rows, x.Columns, (i, j) =>
        {
            if (j >= plan.Width) return x[i, j];
            int pair = j % half;
            (double sin, double cos) = Math.SinCos(i * frequencies[pair]);
            return table.Scaling.AttentionFactor * (j < half ? x[i, j] * cos - x[i, j + half] * sin : x[i, j] * cos + x[i, j - half] * sin);
        });
    }
}
