using Heed.Lens.Consequences;
using Heed.Lens.Interventions;
using Heed.Lens.Metrics;
using static Heed.Lens.Steps.Demonstrations.AnswerMetric;

namespace Heed.Lens.Steps.Demonstrations;

/// <summary>Attention is not spread evenly, and an answer may need it not to be.</summary>
public sealed class EqualAttention : Demonstration
{
    /// <inheritdoc/>
    public override string Id => "equal-attention";

    /// <inheritdoc/>
    public override string Title => "A token attends to all positions equally";

    /// <inheritdoc/>
    public override DemonstrationResult Of(HeadSteps steps, DemonstrationOptions options, CancellationToken cancellation = default)
    {
        QuestionRun run = AnswerMetric.Of(steps);
        HeadContext context = steps.Clean.Context;
        Grid weights = steps.Clean.Matrix("pattern"), allowed = steps.Clean.Untouched.Allowed;
        double[] entropies = [.. Enumerable.Range(0, weights.Rows).Select(row => HeadInformation.Entropy(weights.Row(row)))];
        double[] most = [.. Enumerable.Range(0, weights.Rows).Select(row => Math.Log2(Math.Max(1, Visible(allowed, row))))];
        float[] uniform = Array.ConvertAll(Grid.Of(weights.Rows, weights.Columns, (i, j) => allowed[i, j] / Math.Max(1, Visible(allowed, i))).Numbers,
            weight => (float)weight);
        using var rerun = new Rerun(context.Model.Transformer, run);
        float head = rerun.With(context.Attention, 0, Uniform(context.Head));
        cancellation.ThrowIfCancellationRequested();
        float layer = rerun.With(context.Attention, 0, [.. Enumerable.Range(0, context.Blueprint.Heads).Select(Uniform)]);
        return Result(
            $"The rows of this head carry {Say(entropies.Average())} bits of spread on average; equal attention to all that is visible would carry "
                + $"{Say(most.Average())}. "
            + $"Made equal in this head alone, {run.Metric.Name} goes from {Say(rerun.Clean)} to {Say(head)}; made equal in all heads of this layer, to "
                + $"{Say(layer)}. "
            + (layer < 0 ? "The model then prefers its second choice." : layer < rerun.Clean ? "The answer loses what the choice of keys gave it."
                : "This answer does not suffer from it: that this layer chooses its keys serves something else."),
            [
                new("mean entropy of this head's rows", entropies.Average(), "bits"), new("mean entropy of equal attention", most.Average(), "bits"),
                new("metric untouched", rerun.Clean, "logits"), new("metric with this head equal", head, "logits"), new("metric with this layer equal",
                    layer, "logits"),
            ],
            [new DemonstrationTable("spread of each row in bits", ["entropy", "equal attention"], steps.Tokens, [.. entropies.Zip(most, (entropy, bound)
                => new double?[] { entropy, bound })])]);

        Intervention Uniform(int which) => new ReplacePattern(context.Attention, new GivenPattern(which, uniform));
    }

    private static double Visible(Grid allowed, int row) => System.Numerics.Tensors.TensorPrimitives.Sum(allowed.Row(row));
}
