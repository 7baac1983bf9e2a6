using Heed.Autograd;
using Heed.Masks;
using Heed.Models;
using Heed.Observers;
using Heed.Scores;

namespace Heed.Lens.Sites;

/// <summary>Copies the values of chosen sites.</summary>
internal sealed class Recorder(IReadOnlyCollection<string> sites, Dictionary<string, Tensor> values) : IHook
{
    public Tensor Visit(Tape tape, string site, Tensor value)
    {
        if (sites.Contains(site))
        {
            var copy = new Tensor(value.Shape, site);
            value.Span.CopyTo(copy.Span);
            Keep(site, copy);
        }
        return value;
    }

    public unsafe Tensor Attend<TMask, TScore, TParameters>(in AttentionStep step, TMask mask, TScore score, TParameters parameters)
        where TMask : struct, IMask where TScore : struct, IScore where TParameters : struct, IScoreParameters
    {
        AttentionInputs inputs = step.Inputs;
        (int batch, int heads, int queries, int keys) = (inputs.Queries.Batch, inputs.Queries.Heads, inputs.Queries.Length, inputs.Keys.Length);
        if (sites.Contains(step.Site + ".pattern"))
        {
            var pattern = new Tensor([batch, heads, queries, keys], step.Site + ".pattern");
            Keep(pattern.Name, pattern); // before the kernel runs, so that it is given back where that throws
            Watch(inputs, mask, score, new RowWeights([.. Enumerable.Range(0, queries)], batch, heads, queries, keys, pattern.Data));
        }
        if (sites.Contains(step.Site + ".scores"))
        {
            var scores = new Tensor([batch, heads, queries, keys], step.Site + ".scores");
            scores.Span.Fill(float.NegativeInfinity);
            Keep(scores.Name, scores);
            Watch(inputs, mask, score, new ScoreMatrix(scores.Data, heads, queries, keys));
        }
        return step.Run(mask, score, parameters);
    }

    private static unsafe void Watch<TMask, TScore, TObserver>(in AttentionInputs inputs, TMask mask, TScore score, TObserver observer)
        where TMask : struct, IMask where TScore : struct, IScore where TObserver : struct, IObserver
    {
        HeadView q = inputs.Queries;
        using var output = new Tensor([q.Batch, q.Heads, q.Length, inputs.Values.Width]);
        Attention.Forward(inputs, HeadView.Contiguous(output.Data, q.Batch, q.Heads, q.Length, inputs.Values.Width), null, mask, score, observer);
    }

    private void Keep(string site, Tensor value)
    {
        if (values.Remove(site, out Tensor? before)) before.Dispose();
        values.Add(site, value);
    }
}
