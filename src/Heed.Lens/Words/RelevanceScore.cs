using Heed.Lens.WholeMap;

namespace Heed.Lens.Words;

/// <summary>The answering token's row of the relevance map R ← R + mean_h((∇A ⊙ A)⁺)·R (Chefer et al. 2021).</summary>
public sealed class RelevanceScore : IWordMethod
{
    /// <inheritdoc/>
    public string Name => "relevance";

    /// <inheritdoc/>
    public float[] Scores(WordCase text)
        => Array.ConvertAll(
            Relevance.Row(text.Model, text.Run.Batch, text.Query, (tape, hidden) => text.Run.Metric.Of(text.Model, tape, hidden)).Tokens, share => (float)share);
}
