namespace Heed.Lens.Faith;

/// <summary>The answering token's row of the rollout: Ã = rownorm(mean_h A + I), multiplied down the layers (Abnar &amp; Zuidema 2020).</summary>
public sealed class RolloutScore : IWordMethod
{
    /// <inheritdoc/>
    public string Name => "rollout";

    /// <inheritdoc/>
    public float[] Scores(FaithCase sentence)
    {
        int length = sentence.Run.Batch.Length, heads = sentence.Model.Blueprint.Heads;
        var row = new float[length];
        row[sentence.Query] = 1f;
        foreach (string attention in sentence.Attentions.Reverse())
        {
            var next = new float[length];
            for (int i = 0; i < length; i++) next[i] += row[i] / 2f; // rows of a pattern sum to 1, so the norm is 2
            for (int head = 0; head < heads; head++)
            {
                ReadOnlySpan<float> pattern = sentence.Pattern(attention, head);
                for (int i = 0; i < length; i++)
                {
                    if (row[i] == 0f) continue;
                    for (int j = 0; j < length; j++) next[j] += row[i] * pattern[i * length + j] / (2f * heads);
                }
            }
            row = next;
        }
        return row;
    }
}
