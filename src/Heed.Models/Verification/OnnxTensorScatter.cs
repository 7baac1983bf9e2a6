using Heed.Cache;

namespace Heed.Models.Verification;

/// <summary>ONNX TensorScatter: new positions written into a cache [B, …, T, D], linear or circular.</summary>
internal static unsafe class OnnxTensorScatter
{
    /// <summary>Runs the node and compares.</summary>
    public static Outcome Check(OnnxNode node)
    {
        int[] shape = node.Shape("past_cache"), added = node.Shape("update");
        int axis = node.Integer("axis", -2);
        if (axis != -2 && axis != shape.Length - 2) return Outcome.Skipped($"TensorScatter, axis {axis}: Heed writes along the last axis but one");
        if (shape.Length < 3 || added.Length != shape.Length) throw node.Item.Error($"expected past_cache and update of equally many axes, at least 3; got [{string.Join(", ", shape)}] and [{string.Join(", ", added)}]");
        int heads = shape[1..^2].Aggregate(1, (product, n) => product * n);
        float[] cache = node.Floats("past_cache"), update = node.Floats("update");
        int[] indices = node.Inputs.Contains("write_indices") ? node.Tensors.Integers("input.write_indices") : new int[shape[0]];
        fixed (float* c = cache, u = update)
        {
            HeadView target = HeadView.Contiguous(c, shape[0], heads, shape[^2], shape[^1]), source = HeadView.Contiguous(u, added[0], heads, added[^2], added[^1]);
            if (node.Text("mode", "linear") == "circular") CacheWrite.Circular(target, source, indices);
            else CacheWrite.Linear(target, source, indices);
        }
        node.Compare(node.Outputs.First(), shape, cache);
        return node.Comparison.Outcome();
    }
}
