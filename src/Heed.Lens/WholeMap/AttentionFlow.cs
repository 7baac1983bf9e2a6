using Heed.Models;

namespace Heed.Lens.WholeMap;

/// <summary>
/// Attention flow: the layers as a network of pipes with capacities Ã = rownorm(mean_h A + I); the number of a token is the largest flow from the
/// query in the
/// last layer to it in the first. Source: Abnar and Zuidema, "Quantifying Attention Flow in Transformers" (2020).
/// </summary>
/// <remarks>
/// <para>Every token of the text is a maximum flow of its own through layers × tokens² edges, which is why texts may have at most <see cref="MostTokens"/>
/// tokens. The one measure here that holds whole matrices.</para>
/// <para>Cross-attention is one more layer of pipes, as in <see cref="Rollout"/>; the paper does not speak of it.</para>
/// </remarks>
public static class AttentionFlow
{
    /// <summary>Tokens of a text, or of text and source together, up to which it is computed.</summary>
    public const int MostTokens = 128;

    /// <summary>The row of one query.</summary>
    /// <param name="model">The model.</param>
    /// <param name="batch">One text, [1, T]; with its source behind an encoder.</param>
    /// <param name="row">The query.</param>
    /// <param name="stack">Which stack's tokens.</param>
    /// <returns>For each token a flow of at most 1; they add up to nothing in particular.</returns>
    /// <exception cref="HeedException">Too many tokens, more than one text, a row outside it, or a stack the model does not have.</exception>
    public static MapRow Row(Transformer model, TokenBatch batch, int row, MapStack stack = MapStack.Main)
    {
        int tokens = MapInput.Check(model, batch, row, stack).Length;
        bool joined = stack == MapStack.Main && model.Blueprint.HasEncoder;
        int sources = joined ? batch.Source!.Length : 0;
        if (tokens + sources > MostTokens)
            throw new HeedException(
                $"attention flow: expected at most {MostTokens} tokens, since every one is a maximum flow of its own; got {tokens + sources}. "
                + "Use rollout, which has no such limit.");
        using KeptPass pass = KeptPass.Run(model, batch, stack);

        // Nodes level by level: encoder first, then the stack that is asked about; an attention leads from its own level to the one below.
        int under = joined ? pass.Attentions.Count(a => MapInput.IsEncoder(a.Site)) : 0;
        int below = joined ? (under + 1) * sources : 0, levels = pass.Attentions.Count - under;
        var graph = new FlowGraph(below + (levels + 1) * tokens);
        for (int a = 0; a < pass.Attentions.Count; a++)
        {
            KeptAttention attention = pass.Attentions[a];
            bool source = joined && a < under;
            int width = source ? sources : tokens, keysAt = source ? a * width : below + (a - under) * width, queriesAt = keysAt + width;
            Connect(graph, attention, queriesAt, keysAt, MapInput.IsCross(attention.Site) ? under * sources : keysAt);
        }
        int top = below + levels * tokens + row;
        var flows = new double[tokens];
        for (int j = 0; j < tokens; j++) flows[j] = graph.Maximum(top, below + j);
        double[]? sourceFlows = joined ? new double[sources] : null;
        for (int j = 0; j < sources; j++) sourceFlows![j] = graph.Maximum(top, j);
        return new MapRow(flows, sourceFlows);
    }

    private static void Connect(FlowGraph graph, KeptAttention attention, int queriesAt, int selfAt, int keysAt)
    {
        double[] mean = HeadMeanMatrix.Of(attention);
        MapInput.RequireFinite(mean, "attention flow");
        for (int i = 0; i < attention.Queries; i++)
        {
            bool nothing = attention.SeesNothing(i);
            double self = nothing ? 1 : 0.5;
            for (int j = 0; j < attention.Keys; j++)
            {
                bool own = keysAt == selfAt && i == j;
                graph.Add(queriesAt + i, keysAt + j, mean[i * attention.Keys + j] / 2 + (own ? self : 0));
            }
            if (keysAt != selfAt) graph.Add(queriesAt + i, selfAt + i, self);
        }
    }
}
