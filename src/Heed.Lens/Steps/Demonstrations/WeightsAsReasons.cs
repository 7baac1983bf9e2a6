using Heed.Lens.Consequences;
using Heed.Lens.Interventions;
using Heed.Lens.Metrics;
using static Heed.Lens.Steps.Demonstrations.AnswerMetric;

namespace Heed.Lens.Steps.Demonstrations;

/// <summary>A large weight is not a reason: what cutting it does to the answer is another number.</summary>
public sealed class WeightsAsReasons : Demonstration
{
    /// <inheritdoc/>
    public override string Id => "weights-as-reasons";

    /// <inheritdoc/>
    public override string Title => "The largest weight is the reason for the answer";

    /// <inheritdoc/>
    public override DemonstrationResult Of(HeadSteps steps, DemonstrationOptions options, CancellationToken cancellation = default)
    {
        int query = Query(steps, options);
        QuestionRun run = AnswerMetric.Of(steps);
        HeadContext context = steps.Clean.Context;
        Grid weights = steps.Clean.Matrix("pattern");
        int[] keys = [.. Enumerable.Range(0, steps.Tokens.Count).Where(key => weights[query, key] > 0)];
        GradientMemory.Check(context.Blueprint, [run], ConsequenceOptions.UsualBudget);
        var predicted = new PredictedEffects(context.Model.Transformer, [run], new ConsequenceOptions { PerHead = 1, PerKey = 1 });
        EdgeEffect[] edges = [.. predicted.Details(keys.Select(key => new EdgeEffect(context.Attention, context.Layer, context.Head, query, key)))];
        using (var rerun = new Rerun(context.Model.Transformer, run))
            for (int i = 0; i < edges.Length; i++)
            {
                cancellation.ThrowIfCancellationRequested();
                edges[i] = edges[i] with { Measured = rerun.With(context.Attention, query, CutEdges.One(context.Attention, context.Head, query,
                    edges[i].Key)) - rerun.Clean };
            }
        // A prediction is left out where the metric does not depend on the row; its weight is known all the same.
        edges = [.. edges.Select(edge => edge with { Weight = (float)weights[query, edge.Key] })];
        EdgeEffect heaviest = edges.MaxBy(edge => edge.Weight)!, strongest = edges.MaxBy(edge => MathF.Abs(edge.Measured!.Value))!;
        double? correlation = RankCorrelation.Of([.. edges.Select(edge => edge.Weight)], [.. edges.Select(edge => MathF.Abs(edge.Measured!.Value))]);
        return Result(Caption(steps, run, query, heaviest, strongest),
            [
                new("largest weight", heaviest.Weight, "weight"), new("what cutting it does", heaviest.Measured, "logits"),
                new("weight of the edge that matters most", strongest.Weight, "weight"), new("what cutting that does", strongest.Measured, "logits"),
                new("rank correlation of weight and consequence", correlation),
            ],
            [new DemonstrationTable($"what '{steps.Tokens[query]}' looks at, and the change of {run.Metric.Name} when that one pair is cut", ["weight",
                "predicted", "measured"],
                [.. edges.Select(edge => steps.Tokens[edge.Key])], [.. edges.Select(edge => new double?[] { edge.Weight, edge.Predicted, edge.Measured })])]);
    }

    private static string Caption(HeadSteps steps, QuestionRun run, int query, EdgeEffect heaviest, EdgeEffect strongest)
    {
        string start = $"'{steps.Tokens[query]}' puts its largest weight, {Say(heaviest.Weight)}, on '{steps.Tokens[heaviest.Key]}'. Cutting that pair "
            + $"changes {run.Metric.Name} by {Change(heaviest.Measured!.Value)}. ";
        if (strongest.Measured == 0)
            return start + "No cut in this row changes the answer: wherever this head looks from here, the answer does not come by this way. However large "
                + "a weight is, it says nothing about that.";
        return start + (strongest.Key == heaviest.Key
            ? "Here it is also the pair whose loss matters most, which had to be measured to be known: the weight alone does not say so."
            : $"The pair whose loss matters most is '{steps.Tokens[strongest.Key]}', of weight {Say(strongest.Weight)}: "
                + $"{Change(strongest.Measured!.Value)}. Where a head looks most is not what the answer rests on.");
    }
}
