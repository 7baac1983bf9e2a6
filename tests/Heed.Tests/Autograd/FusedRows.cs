namespace Heed.Tests.Autograd;

/// <summary>Heads inside rows of [B·T, columns], as projections leave them, beside the [B, H, T, D] of the references.</summary>
internal static class FusedRows
{
    /// <summary>Numbers in ±1, multiples of 2⁻¹⁰: exact as floats, also after a small step.</summary>
    public static double[] Numbers(int seed, int count)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => Math.Round((random.NextDouble() * 2 - 1) * 1024) / 1024)];
    }

    /// <summary>[B, H, T, D] out of [B·T, columns].</summary>
    public static double[] Heads(double[] rows, int columns, int first, int batch, int heads, int length, int width)
    {
        var result = new double[batch * heads * length * width];
        for (int at = 0; at < result.Length; at++)
        {
            (int b, int h, int t, int d) = (at / (heads * length * width), at / (length * width) % heads, at / width % length, at % width);
            result[at] = rows[(b * length + t) * columns + first + h * width + d];
        }
        return result;
    }

    /// <summary>Σ w·o of an output [B, H, T, D] with weights laid out as [B·T, H·D].</summary>
    public static double WeightedSum(double[] output, double[] weights, int batch, int heads, int length, int width)
    {
        double[] w = Heads(weights, heads * width, 0, batch, heads, length, width);
        double sum = 0;
        for (int i = 0; i < output.Length; i++) sum += w[i] * output[i];
        return sum;
    }
}
