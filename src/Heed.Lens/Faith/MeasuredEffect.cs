using Heed.Lens.Consequences;
using Heed.Lens.Interventions;
using Heed.Masks;

namespace Heed.Lens.Faith;

/// <summary>What the metric loses when no query of any head and layer can attend to the token any more: all edges to it are really cut.</summary>
public sealed class MeasuredEffect : IWordMethod
{
    /// <inheritdoc/>
    public string Name => "measured effect";

    /// <inheritdoc/>
    public float[] Scores(FaithCase sentence)
    {
        var scores = new float[sentence.Run.Batch.Length];
        using var rerun = new Rerun(sentence.Model, sentence.Run);
        for (int t = 0; t < scores.Length; t++)
        {
            var all = new EdgeCut(null, new KeyRange(0, int.MaxValue), new KeyRange(t, t + 1));
            scores[t] = rerun.Clean - rerun.With(sentence.Attentions[0], t, [.. sentence.Attentions.Select(attention => new CutEdges(attention, all))]);
        }
        return scores;
    }
}
