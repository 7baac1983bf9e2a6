using Heed.Autograd;
using Heed.Lens.Consequences;
using Heed.Lens.Metrics;
using Heed.Lens.Sites;
using Heed.Models;

namespace Heed.Lens.Faith;

/// <summary>A sentence whose true word is known, with one run of the model that every method looks at.</summary>
public sealed class FaithCase : IDisposable
{
    private readonly Lazy<Recording> _values;
    private readonly Lazy<PredictedEffects> _predicted;

    /// <summary>Makes a case.</summary>
    /// <param name="model">The model.</param>
    /// <param name="sentence">The prompt and where its true word is.</param>
    /// <exception cref="HeedException">The prompt is longer than the model's window.</exception>
    public FaithCase(LanguageModel model, FaithSentence sentence)
    {
        (Model, Sentence) = (model.Transformer, sentence);
        Run = sentence.Run;
        _values = new(() => Recording.Of(Model, Run.Batch, ["*.pattern", "*.v"]));
        _predicted = new(() => new PredictedEffects(Model, [Run], new ConsequenceOptions { PerHead = 1, PerKey = 1 }));
    }

    /// <summary>The model.</summary>
    public Transformer Model { get; }

    /// <summary>The prompt.</summary>
    public FaithSentence Sentence { get; }

    /// <summary>Its tokens and metric.</summary>
    public QuestionRun Run { get; }

    /// <summary>The token that answers.</summary>
    public int Query => Run.Metric.Rows[0];

    /// <summary>Attentions, in the order of the run.</summary>
    public IReadOnlyList<string> Attentions => Interventions.AttentionNames.Of(Model.Blueprint);

    /// <summary>A head's weights at the query, [tokens].</summary>
    public ReadOnlySpan<float> Weights(string attention, int head)
    {
        int length = Run.Batch.Length;
        return _values.Value[attention + ".pattern"].Span.Slice((head * length + Query) * length, length);
    }

    /// <summary>A head's whole pattern, [tokens, tokens].</summary>
    public ReadOnlySpan<float> Pattern(string attention, int head)
    {
        int length = Run.Batch.Length;
        return _values.Value[attention + ".pattern"].Span.Slice(head * length * length, length * length);
    }

    /// <summary>An attention's values, [tokens, Hkv·D].</summary>
    public Tensor Values(string attention) => _values.Value[attention + ".v"];

    /// <summary>Of one attention, sums for each key over all queries.</summary>
    internal EdgeTable? Table(string attention) => _predicted.Value.Tables[0].GetValueOrDefault(attention);

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_values.IsValueCreated) _values.Value.Dispose();
    }
}
