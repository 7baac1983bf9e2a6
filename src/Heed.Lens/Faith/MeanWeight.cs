namespace Heed.Lens.Faith;

/// <summary>The weights at the answering token, averaged over all heads of all layers.</summary>
public sealed class MeanWeight : IWordMethod
{
    /// <inheritdoc/>
    public string Name => "mean weight";

    /// <inheritdoc/>
    public float[] Scores(FaithCase sentence)
    {
        var mean = new float[sentence.Run.Batch.Length];
        foreach (string attention in sentence.Attentions)
            for (int head = 0; head < sentence.Model.Blueprint.Heads; head++)
            {
                ReadOnlySpan<float> weights = sentence.Weights(attention, head);
                for (int t = 0; t < mean.Length; t++) mean[t] += weights[t] / (sentence.Attentions.Count * sentence.Model.Blueprint.Heads);
            }
        return mean;
    }
}
