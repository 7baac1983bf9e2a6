using Heed.Lens.Consequences;
using Heed.Lens.Interventions;
using Heed.Lens.Metrics;
using static Heed.Lens.Steps.Demonstrations.AnswerMetric;

namespace Heed.Lens.Steps.Demonstrations;

/// <summary>The heads of a layer look at different things and matter differently.</summary>
public sealed class AllHeadsAlike : Demonstration
{
    /// <inheritdoc/>
    public override string Id => "all-heads-alike";

    /// <inheritdoc/>
    public override string Title => "All heads of a layer do the same";

    /// <inheritdoc/>
    public override DemonstrationResult Of(HeadSteps steps, DemonstrationOptions options, CancellationToken cancellation = default)
    {
        QuestionRun run = AnswerMetric.Of(steps);
        HeadContext context = steps.Clean.Context;
        int heads = context.Blueprint.Heads;
        Grid[] patterns = [.. Enumerable.Range(0, heads).Select(head => steps.Clean.Matrix("pattern", head))];
        // Where one key is all there is to see, no two heads can differ.
        int[] rows = [.. Enumerable.Range(0, steps.Tokens.Count).Where(row => patterns.Max(pattern => pattern.Row(row).ToArray().Count(weight
            => weight > 0)) > 1)];
        Grid distances = Grid.Of(heads, heads, (a, b) => rows.Length == 0 || a == b ? 0 : rows.Average(row
            => HeadInformation.Distance(patterns[a].Row(row), patterns[b].Row(row))));
        var effects = new double[heads];
        double clean;
        using (var rerun = new Rerun(context.Model.Transformer, run))
        {
            clean = rerun.Clean;
            for (int head = 0; head < heads; head++)
            {
                cancellation.ThrowIfCancellationRequested();
                effects[head] = rerun.Clean - rerun.With(context.Attention, 0, ReplaceValues.ZeroHead(context.Blueprint, context.Attention, head));
            }
        }
        string[] names = [.. Enumerable.Range(0, heads).Select(head => $"head {head}")];
        double[] pairs = [.. from a in Enumerable.Range(0, heads) from b in Enumerable.Range(0, a) select distances[a, b]];
        int best = Array.IndexOf(effects, effects.MaxBy(Math.Abs)), least = Array.IndexOf(effects, effects.MinBy(Math.Abs));
        return Result(
            (pairs.Length == 0 ? "This layer has one head alone. "
                : $"Of the {heads} heads of this layer, the two nearest in what they look at are {Say(pairs.Min())} apart and the two furthest "
                    + $"{Say(pairs.Max())}, where 0 is the same row and 1 no key in common. ")
            + (heads == 1 ? "" : $"Nor do they matter alike: {run.Metric.Name} is {Say(clean)}, without head {best} it is {Say(clean - effects[best])}, "
                + $"without head {least} {Say(clean - effects[least])}. ")
            + "A mean over heads hides both.",
            [
                new("smallest distance of two heads", pairs.Length == 0 ? null : pairs.Min()), new("mean distance", pairs.Length == 0 ? null : pairs.Average()),
                new("largest distance", pairs.Length == 0 ? null : pairs.Max()),
                new($"most lost without one head (head {best})", effects[best], "logits"), new($"least lost (head {least})", effects[least], "logits"),
            ],
            [
                new DemonstrationTable("distance of what heads look at (Jensen–Shannon, mean over queries)", names, names, [.. names.Select((_, i)
                    => Array.ConvertAll(distances.Row(i).ToArray(), d => (double?)d))]),
                new DemonstrationTable($"what {run.Metric.Name} loses without the head", ["loss"], names, [.. effects.Select(effect
                    => new double?[] { effect })]),
            ]);
    }
}
