using Heed.Lens.Interventions;
using Heed.Lens.Metrics;

namespace Heed.Lens.Consequences;

/// <summary>
/// What a model's answer would lose without each of its attention weights: predicted for every edge from one backward pass, and measured by really cutting the strongest.
/// </summary>
public sealed class EdgeConsequences
{
    /// <summary>Edges that are listed where none is cut.</summary>
    private const int Listed = 50;

    private readonly PredictedEffects _predicted;

    private EdgeConsequences(Question question, PredictedEffects predicted, IReadOnlyList<EdgeEffect> edges)
        => (Question, _predicted, Edges) = (question, predicted, edges);

    /// <summary>What was asked.</summary>
    public Question Question { get; }

    /// <summary>The metric of the untouched run.</summary>
    public float Value => _predicted.Value;

    /// <summary>The edges that were cut, largest measured effect first; with nothing to check, the fifty strongest by prediction.</summary>
    public IReadOnlyList<EdgeEffect> Edges { get; }

    /// <summary>Rank correlation of what each method says of the edges that were cut with the size of what cutting them did; null where there are too few.</summary>
    /// <remarks>Over chosen edges only: the strongest by prediction and by weight. Signs are left out, as a weight has none.</remarks>
    public (double? Weight, double? ValueWeighted, double? GradientAttention, double? Predicted) Correlations
    {
        get
        {
            EdgeEffect[] cut = [.. Edges.Where(edge => edge.Measured is not null)];
            float[] measured = [.. cut.Select(edge => MathF.Abs(edge.Measured!.Value))];
            return (Of(edge => edge.Weight), Of(edge => edge.ValueWeighted), Of(edge => edge.GradientAttention), Of(edge => edge.Predicted));

            double? Of(Func<EdgeEffect, float> score) => RankCorrelation.Of([.. cut.Select(edge => MathF.Abs(score(edge)))], measured);
        }
    }

    /// <summary>For each token of the prompt the predicted effect of cutting all edges to it, one at a time, over all heads and layers: what the answer rests on.</summary>
    /// <param name="attentions">Which attentions; all whose keys are the prompt where left out.</param>
    public float[] TokenEffects(Func<string, bool>? attentions = null)
    {
        var effects = new float[Question.Prompt.Length];
        foreach (Dictionary<string, EdgeTable> run in _predicted.Tables)
            foreach ((string attention, EdgeTable table) in run)
            {
                if (!IsPrompt(attention) || attentions is not null && !attentions(attention)) continue;
                for (int h = 0; h < table.Heads; h++)
                    for (int k = 0; k < Math.Min(table.Keys, effects.Length); k++) effects[k] += table.KeyEffects[h * table.Keys + k];
            }
        return effects;
    }

    /// <summary>The edges to one token of the prompt whose cut is predicted to matter most, of all heads and layers, largest effect first: who reads it.</summary>
    /// <param name="token">The token.</param>
    /// <param name="count">The most edges; of each head at most as many as were kept a key.</param>
    /// <exception cref="HeedException">There is no such token.</exception>
    public IReadOnlyList<EdgeEffect> StrongestTo(int token, int count = 10)
    {
        if ((uint)token >= (uint)Question.Prompt.Length) throw new HeedException($"token: expected 0 to {Question.Prompt.Length - 1}; got {token}.");
        IEnumerable<EdgeEffect> edges = _predicted.Strongest((table, head) => token < table.Keys ? table.OfKey(head, token) : [], edge => MathF.Abs(edge.Effect));
        return [.. _predicted.Details(edges.Where(edge => IsPrompt(edge.Attention)).Take(count)).OrderByDescending(edge => MathF.Abs(edge.Predicted))];
    }

    /// <summary>Answers a question.</summary>
    /// <param name="question">The prompt with its answers.</param>
    /// <param name="options">What is kept and cut.</param>
    /// <param name="progress">Is told how many edges have been cut.</param>
    /// <param name="cancellation">Stops between two cuts.</param>
    /// <exception cref="HeedException">The metric is not finite, or the budget is too small.</exception>
    public static EdgeConsequences Of(Question question, ConsequenceOptions options, IProgress<int>? progress = null, CancellationToken cancellation = default)
    {
        if (options.Check < 0) throw new HeedException($"check: expected a number of edges of at least 0; got {options.Check}.");
        GradientMemory.Check(question.Model.Transformer.Blueprint, question.Runs, options.Budget);
        // All that are to be cut may be of one head.
        options = options with { PerHead = Math.Max(options.PerHead, options.Check) };
        var predicted = new PredictedEffects(question.Model.Transformer, question.Runs, options);
        IReadOnlyList<EdgeEffect> edges = predicted.Details(Chosen(question, predicted, options));
        if (options.Check > 0) edges = Badges(Measure(question, edges, options, progress, cancellation));
        return new EdgeConsequences(question, predicted, [.. edges.OrderByDescending(edge => MathF.Abs(edge.Measured ?? edge.Predicted))]);
    }

    /// <summary>The consequences of chosen edges: what is predicted of them, and what cutting each of them does.</summary>
    /// <param name="question">The prompt with its answers.</param>
    /// <param name="edges">Attention, head, query and key of each.</param>
    /// <param name="budget">The most bytes that what is kept of a run may take.</param>
    /// <param name="progress">Is told how many edges have been cut.</param>
    /// <param name="cancellation">Stops between two cuts.</param>
    /// <returns>In the order given; equal edges once.</returns>
    /// <exception cref="HeedException">There is no such attention, head or token; the metric is not finite; or the budget is too small.</exception>
    public static IReadOnlyList<EdgeEffect> OfEdges(
        Question question, IReadOnlyList<EdgeEffect> edges, long budget = ConsequenceOptions.UsualBudget, IProgress<int>? progress = null, CancellationToken cancellation = default)
    {
        foreach (EdgeEffect edge in edges) Check(question, edge);
        GradientMemory.Check(question.Model.Transformer.Blueprint, question.Runs, budget);
        var options = new ConsequenceOptions { PerHead = 1, PerKey = 1, Budget = budget };
        var predicted = new PredictedEffects(question.Model.Transformer, question.Runs, options);
        return edges.Count == 0 ? [] : Badges(Measure(question, predicted.Details(edges), options, progress, cancellation));
    }

    /// <summary>Whether an attention's keys are the prompt's tokens.</summary>
    private static bool IsPrompt(string attention)
        => !attention.StartsWith("decoder.", StringComparison.Ordinal) || attention.EndsWith(".cross", StringComparison.Ordinal);

    private static void Check(Question question, EdgeEffect edge)
    {
        Models.Blueprint b = question.Model.Transformer.Blueprint;
        AttentionNames.Require(b, edge.Attention);
        AttentionNames.RequireHead(b, edge.Attention, edge.Head);
        (int queries, int keys) = AttentionNames.Lengths(edge.Attention, question.Runs[edge.Run ?? 0].Batch);
        if ((uint)edge.Query >= (uint)queries || (uint)edge.Key >= (uint)keys)
            throw new HeedException($"{edge.Attention}: expected a query from 0 to {queries - 1} and a key from 0 to {keys - 1}; got {edge.Query} and {edge.Key}.");
    }

    /// <summary>Half by predicted effect, half by weight; what both lists name makes room for more.</summary>
    private static IEnumerable<EdgeEffect> Chosen(Question question, PredictedEffects predicted, ConsequenceOptions options)
    {
        int count = options.Check > 0 ? options.Check : Listed;
        List<EdgeEffect> byEffect = [.. ByEffect(question, predicted).Take(count)];
        if (options.Check == 0) return byEffect;
        var chosen = new HashSet<EdgeEffect>(byEffect.Take((count + 1) / 2));
        // Attention that the metric does not depend on has no table entry, and no effect.
        foreach (EdgeEffect edge in predicted.Strongest((table, head) => table.ByWeight(head), edge => edge.Weight))
        {
            if (chosen.Count >= count) break;
            if (options.Sinks || !IsSink(question, edge)) chosen.Add(edge);
        }
        foreach (EdgeEffect edge in byEffect)
            if (chosen.Count < count) chosen.Add(edge);
        return chosen;
    }

    /// <summary>The edges kept, largest prediction first. Where runs share edges it is their sum that counts, in which much may cancel.</summary>
    private static IEnumerable<EdgeEffect> ByEffect(Question question, PredictedEffects predicted)
    {
        IEnumerable<EdgeEffect> kept = predicted.Strongest((table, head) => table.ByEffect(head), edge => MathF.Abs(edge.Effect));
        return question.Runs.Count == 1 ? kept
            : predicted.Details(kept).OrderByDescending(edge => MathF.Abs(edge.Predicted))
                .Select(edge => new EdgeEffect(edge.Attention, edge.Layer, edge.Head, edge.Query, edge.Key) { Run = edge.Run });
    }

    private static bool IsSink(Question question, EdgeEffect edge)
        => edge.Attention.StartsWith("decoder.", StringComparison.Ordinal) && !edge.Attention.EndsWith(".cross", StringComparison.Ordinal)
            ? edge.Key == 0 : edge.Key < question.Prompt.Length && question.Prompt.IsSink(edge.Key);

    private static IReadOnlyList<EdgeEffect> Measure(
        Question question, IReadOnlyList<EdgeEffect> edges, ConsequenceOptions options, IProgress<int>? progress, CancellationToken cancellation)
    {
        var measured = new float[edges.Count];
        int done = 0;
        for (int r = 0; r < question.Runs.Count; r++)
        {
            using var rerun = new Rerun(question.Model.Transformer, question.Runs[r], options.Budget);
            for (int i = 0; i < edges.Count; i++)
            {
                EdgeEffect edge = edges[i];
                if (edge.Run is { } run && run != r) continue;
                cancellation.ThrowIfCancellationRequested();
                measured[i] += rerun.With(edge.Attention, edge.Query, CutEdges.One(edge.Attention, edge.Head, edge.Query, edge.Key)) - rerun.Clean;
                progress?.Report(++done);
            }
        }
        return [.. edges.Select((edge, i) => edge with { Measured = measured[i] })];
    }

    private static IReadOnlyList<EdgeEffect> Badges(IReadOnlyList<EdgeEffect> edges)
    {
        float largest = edges.Select(edge => MathF.Abs(edge.Measured!.Value)).DefaultIfEmpty().Max();
        if (largest == 0) return edges; // nothing decides, so nothing looks otherwise than it is
        return [.. edges.Select(edge => edge with
        {
            Badge = edge.Weight >= 0.5f && MathF.Abs(edge.Measured!.Value) < largest / 50 ? EdgeBadge.LooksStrongDoesNothing
                : edge.Weight <= 0.1f && MathF.Abs(edge.Measured!.Value) >= largest / 4 ? EdgeBadge.LooksWeakDecides : EdgeBadge.None,
        })];
    }
}
