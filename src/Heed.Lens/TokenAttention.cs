using Heed.Models;

namespace Heed.Lens;

/// <summary>What one token attends to in every layer and head.</summary>
/// <param name="Read">The text.</param>
/// <param name="From">The query token.</param>
/// <param name="Weights">[layer][head][token]: the attention weights.</param>
public sealed record TokenAttention(ReadText Read, int From, float[][][] Weights)
{
    /// <summary>Computes it.</summary>
    /// <exception cref="HeedException">The weights are no numbers: the model is damaged.</exception>
    public static TokenAttention Of(LanguageModel model, ReadText read, int from) => Of(model, read, [from], CancellationToken.None)[0];

    /// <summary>The same of several tokens, in one run.</summary>
    /// <param name="model">The model.</param>
    /// <param name="read">The text.</param>
    /// <param name="from">The query tokens.</param>
    /// <param name="cancellation">Stops between two heads.</param>
    /// <exception cref="HeedException">The weights are no numbers: the model is damaged.</exception>
    public static IReadOnlyList<TokenAttention> Of(LanguageModel model, ReadText read, IReadOnlyList<int> from, CancellationToken cancellation)
    {
        Blueprint blueprint = model.Transformer.Blueprint;
        TokenAttention[] all = [.. from.Select(row => new TokenAttention(
            read, row, [.. Enumerable.Range(0, AttentionRows.Layers(blueprint)).Select(_ => new float[blueprint.Heads][])]))];
        Dictionary<int, TokenAttention> byRow = all.ToDictionary(row => row.From);
        AttentionRows.Visit(model.Transformer, new TokenBatch(read.Encoding.Ids), from, (layer, head, row, weights) =>
        {
            cancellation.ThrowIfCancellationRequested();
            byRow[row].Weights[layer][head] = weights.ToArray();
        });
        return all;
    }

    /// <summary>Whether attention to a token counts as sink: tokens the model adds, or the first token where it adds none (Xiao et al. 2024).</summary>
    public bool IsSink(int token) => Read.IsSink(token);

    /// <summary>The share of a head's attention that goes to the sink.</summary>
    public float SinkShare(int layer, int head)
    {
        float share = 0;
        for (int t = 0; t < Read.Length; t++)
            if (IsSink(t)) share += Weights[layer][head][t];
        return share;
    }

    /// <summary>The sink's share, averaged over the chosen heads of a layer.</summary>
    public float SinkShare(int layer, IReadOnlyList<int> heads) => heads.Average(h => SinkShare(layer, h));

    /// <summary>Attention to each token, averaged over heads of a layer.</summary>
    public float[] Mean(int layer, IReadOnlyList<int> heads)
        => [.. Enumerable.Range(0, Read.Length).Select(t => heads.Average(h => Weights[layer][h][t]))];

    /// <summary>Attention to each word (the sum over its tokens), averaged over heads of a layer.</summary>
    public float[] MeanByWord(int layer, IReadOnlyList<int> heads)
    {
        var words = new float[Read.Words.Count];
        float[] tokens = Mean(layer, heads);
        for (int t = 0; t < tokens.Length; t++)
            if (Read.WordOf[t] >= 0) words[Read.WordOf[t]] += tokens[t];
        return words;
    }

    /// <summary>
    /// The layer that says most: where, averaged over the heads, one word apart from the query itself draws the most attention.
    /// </summary>
    public int TellingLayer(IReadOnlyList<int> layers, IReadOnlyList<int> heads)
        => layers.MaxBy(layer => LargestOther(layer, heads));

    /// <summary>The head of a layer that says most: whose largest weight to one word apart from the query itself is the largest.</summary>
    public int TellingHead(int layer)
        => Enumerable.Range(0, Weights[layer].Length).MaxBy(head => LargestOther(layer, [head]));

    /// <summary>The tokens a head attends to most, strongest first.</summary>
    public IReadOnlyList<(int Token, float Weight)> Strongest(int layer, int head, int count)
        => [.. Weights[layer][head].Select((w, t) => (t, w)).OrderByDescending(x => x.w).ThenBy(x => x.t).Take(count)];

    private float LargestOther(int layer, IReadOnlyList<int> heads)
        => MeanByWord(layer, heads).Where((_, w) => w != Read.WordOf[From] && Read.Words[w].IsWord).DefaultIfEmpty(0f).Max();
}
