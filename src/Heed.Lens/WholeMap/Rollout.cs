using Heed.Models;

namespace Heed.Lens.WholeMap;

/// <summary>
/// Attention rollout: Ã = rownorm(mean_h A + I) of each layer, R_l = Ã_l·R_{l−1}; how much of a token of the last layer comes from each token of the text if
/// every layer only mixed what the one before gave it. Source: Abnar and Zuidema, "Quantifying Attention Flow in Transformers" (2020).
/// </summary>
/// <remarks>
/// <para>One row is a vector carried down the layers: memory is linear in the length, time that of the forward pass once more.</para>
/// <para>Behind an encoder the paper defines nothing. Here cross-attention is a layer like any other: half of a decoder token stays, the other half
/// goes to the
/// tokens of the source and on down the encoder, so that <see cref="MapRow.Tokens"/> and <see cref="MapRow.Source"/> add up to 1.</para>
/// <para>A query that sees no key keeps all of its share.</para>
/// </remarks>
public static class Rollout
{
    /// <summary>The row of one query.</summary>
    /// <param name="model">The model.</param>
    /// <param name="batch">One text, [1, T]; with its source behind an encoder.</param>
    /// <param name="row">The query.</param>
    /// <param name="stack">Which stack's tokens.</param>
    /// <returns>Shares that add up to 1.</returns>
    /// <exception cref="HeedException">More than one text, a row outside it, a stack the model does not have, or numbers that are not finite.</exception>
    public static MapRow Row(Transformer model, TokenBatch batch, int row, MapStack stack = MapStack.Main)
    {
        var walk = new MapWalk(model, batch, row, stack);
        using KeptPass pass = KeptPass.Run(model, batch, stack);
        foreach (KeptAttention attention in pass.Attentions.Reverse())
        {
            if (walk.Queries(attention.Site) is not { } queries) continue;
            double[] product = HeadMeanProduct.Of(queries, attention), keys = walk.Keys(attention.Site)!;
            for (int i = 0; i < queries.Length; i++)
                if (!attention.SeesNothing(i)) queries[i] /= 2;
            for (int j = 0; j < keys.Length; j++) keys[j] += product[j] / 2;
        }
        return walk.Result("rollout");
    }
}
