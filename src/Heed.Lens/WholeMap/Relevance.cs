using Heed.Autograd;
using Heed.Masks;
using Heed.Models;
using Heed.Scores;

namespace Heed.Lens.WholeMap;

/// <summary>
/// Relevance: R ← R + mean_h((∇A ⊙ A)⁺)·R from the first layer to the last, where ∇A is the gradient of a metric. Source: Chefer, Gur and Wolf, "Generic
/// Attention-model Explainability for Interpreting Bi-Modal and Encoder-Decoder Transformers" (2021), equations 5 and 6.
/// </summary>
/// <remarks>
/// <para>One row needs the layers from the last to the first, which is the order of the backward pass: the vector is carried along while the pass
/// runs, and no
/// matrix is ever made. ∇A ⊙ A of a tile is dT + A·(g·z).</para>
/// <para>Cross-attention adds mean_h((∇A ⊙ A)⁺) times the source's relevance to the row over the source; the paper's normalization of the relevance
/// matrices before that product, which needs them whole, is left out.</para>
/// </remarks>
public static class Relevance
{
    /// <summary>The row of one query, from one forward and one backward pass.</summary>
    /// <param name="model">The model.</param>
    /// <param name="batch">One text, [1, T]; with its source behind an encoder.</param>
    /// <param name="row">The query: where the metric is read, usually the last token or [CLS].</param>
    /// <param name="metric">Makes the metric, one number, from the last hidden state [T, M] of the model (the decoder's behind an encoder).</param>
    /// <param name="stack">Which stack's tokens.</param>
    /// <returns>Numbers of at least 0; the query's own contains the 1 that R starts with.</returns>
    /// <exception cref="HeedException">More than one text, a row outside it, a stack the model does not have, or a metric that is no finite
    /// number.</exception>
    public static MapRow Row(Transformer model, TokenBatch batch, int row, Func<Tape, Tensor, Tensor> metric, MapStack stack = MapStack.Main)
    {
        var walk = new MapWalk(model, batch, row, stack);
        MetricPass.Run(model, batch, metric, new Hook(walk));
        return walk.Result("relevance");
    }

    private sealed class Hook(MapWalk walk) : IHook
    {
        public Tensor Visit(Tape tape, string site, Tensor value) => value;

        public Tensor Attend<TMask, TScore, TParameters>(in AttentionStep step, TMask mask, TScore score, TParameters parameters)
            where TMask : struct, IMask where TScore : struct, IScore where TParameters : struct, IScoreParameters
            => walk.Queries(step.Site) is { } queries
                ? step.Run(mask, score, new RelevanceStep<TParameters>(queries, walk.Keys(step.Site)!, step.Queries.Heads, parameters))
                : step.Run(mask, score, parameters);
    }
}
