using Heed.Autograd;
using Heed.Masks;
using Heed.Models;
using Heed.Observers;
using Heed.Scores;

namespace Heed.Lens.Tests.Planted;

/// <summary>The predicted effect of cutting each edge of one query in one attention, as <see cref="EdgeScores{TSink}"/> tells it.</summary>
internal sealed class PredictedEffects(string site, int query) : IHook
{
    /// <summary>[Hq][Tk].</summary>
    public float[][] Effects { get; private set; } = [];

    public Tensor Visit(Tape tape, string where, Tensor value) => value;

    public Tensor Attend<TMask, TScore, TParameters>(in AttentionStep step, TMask mask, TScore score, TParameters parameters)
        where TMask : struct, IMask where TScore : struct, IScore where TParameters : struct, IScoreParameters
    {
        if (step.Site != site) return step.Run(mask, score, parameters);
        HeadView q = step.Inputs.Queries;
        int keys = step.Inputs.Keys.Length;
        Effects = [.. Enumerable.Range(0, q.Heads).Select(_ => new float[keys])];
        var scores = new EdgeScores<OneRow>(new OneRow(query, Effects), 1, q.Heads, q.Length);
        return step.Run(mask, score, new ObservedParameters<EdgeScores<OneRow>, TParameters>(scores, parameters));
    }

    private readonly unsafe struct OneRow(int query, float[][] effects) : IEdgeSink
    {
        public void Check(int batch, int heads, int queryCount, int keyCount) { }

        public void Row(int batch, int head, int row, int firstKey, int keys, float* weights, float* gradients, float* edges, float delta)
        {
            if (row == query) new ReadOnlySpan<float>(edges, keys).CopyTo(effects[head].AsSpan(firstKey));
        }

        public void Strong(int batch, int head, int row, int key, float weight, float gradient, float effect, float delta)
        {
            if (row == query) effects[head][key] = effect;
        }
    }
}
