using Heed.Lens.WholeMap;

namespace Heed.Lens.Words;

/// <summary>The maximum flow from the answering token to each token (Abnar &amp; Zuidema 2020); for short texts.</summary>
public sealed class FlowScore : IWordMethod
{
    /// <inheritdoc/>
    public string Name => "flow";

    /// <inheritdoc/>
    public float[] Scores(WordCase text) => Array.ConvertAll(AttentionFlow.Row(text.Model, text.Run.Batch, text.Query).Tokens, share => (float)share);
}
