using System.Numerics.Tensors;
using Heed.Models;

namespace Heed.Lens;

/// <summary>Every token's strongest key: over the chosen layers and heads the single largest weight on a token that is neither sink nor itself, and the mean
/// share of the sink.</summary>
/// <param name="Token">The query token.</param>
/// <param name="Key">The key; −1 where nothing but sink and itself can be seen.</param>
/// <param name="Weight">Its weight.</param>
/// <param name="Layer">Where.</param>
/// <param name="Head">Where.</param>
/// <param name="SinkShare">Mean share of the sink over the chosen heads.</param>
public sealed record StrongestKeys(int Token, int Key, float Weight, int Layer, int Head, float SinkShare)
{
    /// <summary>Computes it for all tokens in one run of the model, a block of rows at a time; of an encoder–decoder for the encoder, which reads the text.</summary>
    /// <exception cref="HeedException">The model's weights are no numbers.</exception>
    public static IReadOnlyList<StrongestKeys> Of(LanguageModel model, ReadText read, IReadOnlyList<int> layers, IReadOnlyList<int> heads)
    {
        var result = Enumerable.Range(0, read.Length).Select(t => new StrongestKeys(t, -1, 0, -1, -1, 0)).ToArray();
        int[] sinks = [.. Enumerable.Range(0, read.Length).Where(read.IsSink)];
        var others = new float[read.Length];
        AttentionRows.Visit(model.Transformer, new TokenBatch(read.Encoding.Ids), [.. result.Select(row => row.Token)], (layer, head, row, weights) =>
        {
            if (!layers.Contains(layer) || !heads.Contains(head)) return;
            float sink = 0;
            weights.CopyTo(others);
            foreach (int token in sinks)
            {
                sink += weights[token];
                others[token] = 0;
            }
            others[row] = 0;
            int key = TensorPrimitives.IndexOfMax<float>(others);
            if (others[key] > result[row].Weight) result[row] = result[row] with { Key = key, Weight = others[key], Layer = layer, Head = head };
            result[row] = result[row] with { SinkShare = result[row].SinkShare + sink / (layers.Count * heads.Count) };
        });
        return result;
    }
}
