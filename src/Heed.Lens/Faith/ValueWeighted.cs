using Heed.Lens.Consequences;

namespace Heed.Lens.Faith;

/// <summary>What the answering token takes in from each key, A·‖v W_O‖, summed over all heads of all layers (Kobayashi et al. 2020).</summary>
public sealed class ValueWeighted : IWordMethod
{
    /// <inheritdoc/>
    public string Name => "value-weighted";

    /// <inheritdoc/>
    public float[] Scores(FaithCase sentence)
    {
        var sums = new float[sentence.Run.Batch.Length];
        foreach (string attention in sentence.Attentions)
        {
            var norms = new ValueNorms(sentence.Model, attention, sentence.Values(attention));
            for (int head = 0; head < sentence.Model.Blueprint.Heads; head++)
            {
                ReadOnlySpan<float> weights = sentence.Weights(attention, head);
                for (int t = 0; t < sums.Length; t++) sums[t] += weights[t] * norms[head, t];
            }
        }
        return sums;
    }
}
