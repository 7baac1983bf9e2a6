using Heed.Lens.Consequences;
using Heed.Lens.Interventions;
using Heed.Masks;

namespace Heed.Lens.Words;

/// <summary>What the metric loses when no query of any head and layer can attend to the token any more: all edges to it are really cut.</summary>
public sealed class MeasuredEffect : IWordMethod
{
    /// <inheritdoc/>
    public string Name => "measured effect";

    /// <inheritdoc/>
    public float[] Scores(WordCase text)
    {
        var scores = new float[text.Length];
        using var rerun = new Rerun(text.Model, text.Run);
        for (int t = 0; t < scores.Length; t++)
        {
            var all = new EdgeCut(null, new KeyRange(0, int.MaxValue), new KeyRange(t, t + 1));
            scores[t] = rerun.Clean - rerun.With(text.Attentions[0], t, [.. text.Attentions.Select(attention => new CutEdges(attention, all))]);
        }
        return scores;
    }
}
