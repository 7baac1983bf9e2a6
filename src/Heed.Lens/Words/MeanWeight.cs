namespace Heed.Lens.Words;

/// <summary>The weights at the answering token, averaged over all heads of all layers.</summary>
public sealed class MeanWeight : IWordMethod
{
    /// <inheritdoc/>
    public string Name => "mean weight";

    /// <inheritdoc/>
    public float[] Scores(WordCase text)
    {
        var mean = new float[text.Length];
        int heads = text.Model.Blueprint.Heads;
        foreach (string attention in text.Attentions)
            for (int head = 0; head < heads; head++)
            {
                ReadOnlySpan<float> weights = text.Weights(attention, head);
                for (int t = 0; t < mean.Length; t++) mean[t] += weights[t] / (text.Attentions.Count * heads);
            }
        return mean;
    }
}
