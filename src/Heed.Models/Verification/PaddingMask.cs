using Heed.Masks;
using Heed.Models.Weights;

namespace Heed.Models.Verification;

/// <summary>Masks given as tensors, read as what Heed has: one stretch of real keys a batch row.</summary>
internal static class PaddingMask
{
    /// <summary>Reads a BOOL tensor (true may attend) or a float tensor of zeros and −∞ or the lowest number, broadcastable to [B, Hq, Tq, Tk].</summary>
    /// <returns>The real keys of each batch row; null when the mask is not of that kind.</returns>
    public static KeyRange[]? TryRead(SafetensorsStore tensors, string name, int batch, int keyCount)
    {
        long[] stored = tensors.Entry(name).Shape;
        if (stored.Length > 4) throw new HeedException($"{tensors.Path}: tensor '{name}': expected at most 4 axes; got [{string.Join(", ", stored)}].");
        long[] shape = [.. Enumerable.Repeat(1L, 4 - stored.Length), .. stored];
        if (shape[0] != 1 && shape[0] != batch || shape[3] != 1 && shape[3] != keyCount)
            throw new HeedException($"{tensors.Path}: tensor '{name}': expected a shape that fits [{batch}, Hq, Tq, {keyCount}]; got [{string.Join(", ", stored)}].");
        bool[]? allowed = Allowed(tensors, name);
        if (allowed is null) return null;

        var ranges = new KeyRange[batch];
        int keys = (int)shape[3], rows = (int)(shape[1] * shape[2]);
        for (int b = 0; b < batch; b++)
        {
            ReadOnlySpan<bool> all = allowed.AsSpan(shape[0] == 1 ? 0 : b * rows * keys, rows * keys);
            ReadOnlySpan<bool> first = all[..keys];
            for (int row = 1; row < rows; row++)
                if (!all.Slice(row * keys, keys).SequenceEqual(first)) return null;
            int start = Math.Max(0, first.IndexOf(true)), end = first.LastIndexOf(true) + 1;
            if (end > start && first[start..end].Contains(false)) return null;
            ranges[b] = keys == keyCount ? new KeyRange(start, end) : new KeyRange(0, end * keyCount);
        }
        return ranges;
    }

    private static bool[]? Allowed(SafetensorsStore tensors, string name)
    {
        if (tensors.Entry(name).Type == TensorType.BOOL) return tensors.ReadBool(name);
        float[] bias = tensors.Floats(name);
        var allowed = new bool[bias.Length];
        for (int i = 0; i < bias.Length; i++)
        {
            if (bias[i] != 0 && !float.IsNegativeInfinity(bias[i]) && bias[i] != float.MinValue) return null;
            allowed[i] = bias[i] == 0;
        }
        return allowed;
    }
}
