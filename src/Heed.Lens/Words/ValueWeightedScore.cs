using Heed.Lens.WholeMap;

namespace Heed.Lens.Words;

/// <summary>What the answering token takes in from each key, ‖Σ_h A·v W_O‖, summed over the layers (Kobayashi et al. 2020).</summary>
public sealed class ValueWeightedScore : IWordMethod
{
    /// <inheritdoc/>
    public string Name => "value-weighted";

    /// <inheritdoc/>
    public float[] Scores(WordCase text)
    {
        var sums = new float[text.Length];
        foreach (ValueWeightedRow row in ValueWeighted.Row(text.Model, text.Run.Batch, text.Query))
            for (int t = 0; t < sums.Length; t++) sums[t] += row.Together[t];
        return sums;
    }
}
