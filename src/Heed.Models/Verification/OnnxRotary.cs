using Heed.Positions;

namespace Heed.Models.Verification;

/// <summary>
/// ONNX RotaryEmbedding (opset 23): [B, H, T, D], or [B, T, H·D] with <c>num_heads</c>; caches [positions, d/2] with <c>position_ids</c> [B, T], or
/// [B, T, d/2] without; d is <c>rotary_embedding_dim</c>, or the whole head where that is 0.
/// </summary>
internal static unsafe class OnnxRotary
{
    /// <summary>Runs the node and compares.</summary>
    public static Outcome Check(OnnxNode node)
    {
        string[] inputs = [.. node.Inputs];
        int[] shape = node.Shape(inputs[0]);
        float[] x = node.Floats(inputs[0]), y = new float[x.Length];
        fixed (float* source = x, target = y)
        {
            HeadView from = View(node, shape, source), to = View(node, shape, target);
            Rotary.Apply(from, to, Angles(node, inputs, from));
        }
        node.Compare(node.Outputs.First(), shape, y);
        return node.Comparison.Outcome();
    }

    private static HeadView View(OnnxNode node, int[] shape, float* data)
    {
        if (shape.Length == 4) return HeadView.Contiguous(data, shape[0], shape[1], shape[2], shape[3]);
        int heads = node.Integer("num_heads", 0);
        if (shape.Length != 3 || heads < 1 || shape[2] % heads != 0)
            throw node.Item.Error($"expected 4 axes, or 3 of which the last is a multiple of num_heads={heads}; got [{string.Join(", ", shape)}]");
        return HeadView.Interleaved(data, shape[0], heads, shape[1], shape[2] / heads, shape[2]);
    }

    private static RotaryAngles Angles(OnnxNode node, string[] inputs, HeadView x)
    {
        RotaryLayout layout = node.Integer("interleaved", 0) != 0 ? RotaryLayout.Interleaved : RotaryLayout.HalfSplit;
        int width = node.Integer("rotary_embedding_dim", 0) is > 0 and var given ? given : x.Width;
        foreach (string cache in inputs[1..3])
            if (node.Shape(cache)[^1] != width / 2) throw node.Item.Error($"{cache}: expected rows of d/2={width / 2}; got [{string.Join(", ", node.Shape(cache))}]");
        // Without position_ids the caches have a row for each position of each batch row, in this order.
        int[] rows = inputs.Length > 3 ? node.Tensors.Integers("input." + inputs[3]) : [.. Enumerable.Range(0, x.Batch * x.Length)];
        return RotaryAngles.FromCache(node.Floats(inputs[1]), node.Floats(inputs[2]), width, rows, x.Batch, layout);
    }
}
