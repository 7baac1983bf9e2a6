using Heed.Lens.Consequences;
using Heed.Lens.Interventions;
using Heed.Lens.Metrics;
using Heed.Lens.Sites;
using Heed.Models;

namespace Heed.Lens.Words;

/// <summary>A text with its metric, of whose tokens every <see cref="IWordMethod"/> says how much the answer rests on them; runs that several need are made once.</summary>
/// <remarks>Of models of one stack. Weights are kept whole, so the text must be short: a budget is checked first.</remarks>
public sealed class WordCase : IDisposable
{
    private readonly Lazy<Recording> _values;
    private readonly Lazy<PredictedEffects> _predicted;

    /// <summary>Makes a case; nothing is run yet.</summary>
    /// <param name="model">The model.</param>
    /// <param name="run">The text and its metric.</param>
    /// <exception cref="HeedException">The model is an encoder–decoder.</exception>
    public WordCase(Transformer model, QuestionRun run)
    {
        if (model.Blueprint.HasEncoder) throw new HeedException("words: expected a model of one stack, an encoder or a decoder; this one is an encoder–decoder.");
        (Model, Run, Attentions) = (model, run, AttentionNames.Of(model.Blueprint));
        _values = new(() => Recording.Of(Model, Run.Batch, ["*.pattern"]));
        _predicted = new(() => new PredictedEffects(Model, [Run], new ConsequenceOptions { PerHead = 1, PerKey = 1 }));
    }

    /// <summary>The model.</summary>
    public Transformer Model { get; }

    /// <summary>Its tokens and metric.</summary>
    public QuestionRun Run { get; }

    /// <summary>The token that answers; of classes the first, which is pooled.</summary>
    public int Query => Run.Metric.Rows.Count == 0 ? 0 : Run.Metric.Rows[0];

    /// <summary>Tokens.</summary>
    public int Length => Run.Batch.Length;

    /// <summary>Attentions, in the order of the run.</summary>
    public IReadOnlyList<string> Attentions { get; }

    /// <summary>A head's weights at the query, [tokens].</summary>
    public ReadOnlySpan<float> Weights(string attention, int head) => _values.Value[attention + ".pattern"].Span.Slice((head * Length + Query) * Length, Length);

    /// <summary>Of one attention, sums for each key over all queries; null where the metric does not depend on it.</summary>
    internal EdgeTable? Table(string attention) => _predicted.Value.Tables[0].GetValueOrDefault(attention);

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_values.IsValueCreated) _values.Value.Dispose();
    }
}
