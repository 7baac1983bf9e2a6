using Heed.Autograd;
using Heed.Lens.Metrics;
using Heed.Masks;
using Heed.Models;
using Heed.Observers;
using Heed.Scores;

namespace Heed.Lens.Consequences;

/// <summary>One forward and one backward pass of a question's run, whose edges go to sinks.</summary>
/// <typeparam name="TSink">What takes them.</typeparam>
internal sealed class GradientPass<TSink> : IDisposable where TSink : struct, IEdgeSink
{
    private readonly Tape _tape = new(recording: true) { ReleasesOnBackward = true };
    private readonly Dictionary<string, Tensor> _sites = [];

    /// <summary>Runs it.</summary>
    /// <param name="model">The model.</param>
    /// <param name="run">The text and its metric.</param>
    /// <param name="sink">What takes the edges of an attention with so many query heads, queries and keys; null for nobody.</param>
    /// <param name="keeps">Which sites' values and gradients are asked for afterwards.</param>
    public GradientPass(Transformer model, QuestionRun run, Func<string, int, int, int, TSink?> sink, Func<string, bool> keeps)
    {
        try
        {
            Tensor hidden = model.Hidden(_tape, run.Batch, hook: new Hook(sink, keeps, _sites));
            Tensor metric = run.Metric.Of(model, _tape, hidden);
            Value = metric.Span[0];
            _tape.Backward(metric);
        }
        catch
        {
            _tape.Dispose();
            throw;
        }
    }

    /// <summary>The metric.</summary>
    public float Value { get; }

    /// <summary>A site that was asked for, with its gradient, valid until the pass is disposed.</summary>
    public Tensor Site(string name) => _sites[name];

    /// <inheritdoc/>
    public void Dispose() => _tape.Dispose();

    private sealed class Hook(Func<string, int, int, int, TSink?> sink, Func<string, bool> keeps, Dictionary<string, Tensor> sites) : IHook
    {
        public Tensor Visit(Tape tape, string site, Tensor value)
        {
            if (!keeps(site)) return value;
            tape.Keep(value);
            return sites[site] = value;
        }

        public Tensor Attend<TMask, TScore, TParameters>(in AttentionStep step, TMask mask, TScore score, TParameters parameters)
            where TMask : struct, IMask where TScore : struct, IScore where TParameters : struct, IScoreParameters
        {
            AttentionInputs inputs = step.Inputs;
            (int heads, int queries, int keys) = (inputs.Queries.Heads, inputs.Queries.Length, inputs.Keys.Length);
            if (sink(step.Site, heads, queries, keys) is not { } taker) return step.Run(mask, score, parameters);
            var scores = new EdgeScores<TSink>(taker, 1, heads, queries);
            return step.Run(mask, score, new ObservedParameters<EdgeScores<TSink>, TParameters>(scores, parameters));
        }
    }
}
