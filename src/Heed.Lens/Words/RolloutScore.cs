using Heed.Lens.WholeMap;

namespace Heed.Lens.Words;

/// <summary>The answering token's row of the rollout (Abnar &amp; Zuidema 2020).</summary>
public sealed class RolloutScore : IWordMethod
{
    /// <inheritdoc/>
    public string Name => "rollout";

    /// <inheritdoc/>
    public float[] Scores(WordCase text) => Array.ConvertAll(Rollout.Row(text.Model, text.Run.Batch, text.Query).Tokens, share => (float)share);
}
