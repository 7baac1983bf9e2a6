using Heed.Masks;
using Heed.Models.Weights;

namespace Heed.Models.Verification;

/// <summary>Masks and biases given as tensors broadcastable to [B, Hq, Tq, Tk].</summary>
internal static class BroadcastTensor
{
    /// <summary>The shape with leading ones, checked.</summary>
    /// <exception cref="HeedException">It does not fit.</exception>
    public static int[] Shape(SafetensorsStore tensors, string name, AttentionShape call)
    {
        long[] stored = tensors.Entry(name).Shape;
        int[] full = [call.Batch, call.Heads, call.QueryCount, call.KeyCount], shape = [.. Enumerable.Repeat(1, Math.Max(0, 4 - stored.Length)), .. stored.Select(n => (int)n)];
        if (shape.Length != 4 || shape.Where((n, axis) => n != 1 && n != full[axis]).Any())
            throw new HeedException($"{tensors.Path}: tensor '{name}': expected a shape that fits [{string.Join(", ", full)}]; got [{string.Join(", ", stored)}].");
        return shape;
    }

    /// <summary>A bias in pinned memory.</summary>
    public static float[] Bias(SafetensorsStore tensors, string name)
    {
        float[] numbers = tensors.Floats(name), pinned = GC.AllocateUninitializedArray<float>(numbers.Length, pinned: true);
        numbers.CopyTo(pinned, 0);
        return pinned;
    }

    /// <summary>A mask of truth values, spread out over queries and keys.</summary>
    public static BooleanMatrix Mask(ReadOnlySpan<bool> allowed, int[] shape, AttentionShape call)
    {
        int queries = call.QueryCount, keys = call.KeyCount, lines = shape[0] * shape[1];
        var spread = new bool[lines * queries * keys];
        for (int i = 0; i < spread.Length; i++)
        {
            (int line, int row, int key) = (i / (queries * keys), i / keys % queries, i % keys);
            spread[i] = allowed[(line * shape[2] + (shape[2] == 1 ? 0 : row)) * shape[3] + (shape[3] == 1 ? 0 : key)];
        }
        return new BooleanMatrix(spread, shape[0], shape[1], queries, keys);
    }
}
