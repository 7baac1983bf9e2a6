using System.Numerics.Tensors;

namespace Heed.Lens.WholeMap;

/// <summary>u·mean_h A, a vector times an attention's weights averaged over heads, from tiles.</summary>
internal sealed class HeadMeanProduct : ITileTaker
{
    private readonly float[] _vector;
    private readonly float[][] _sums; // a head each, since heads come from several threads

    private HeadMeanProduct(ReadOnlySpan<double> vector, int heads, int keys)
    {
        _vector = new float[vector.Length];
        TensorPrimitives.ConvertTruncating(vector, _vector);
        _sums = [.. Enumerable.Range(0, heads).Select(_ => new float[keys])];
    }

    /// <summary>Computes it.</summary>
    /// <param name="vector">[Tq].</param>
    /// <param name="attention">Tq × Tk weights a head.</param>
    /// <returns>[Tk].</returns>
    public static double[] Of(ReadOnlySpan<double> vector, KeptAttention attention)
    {
        var product = new HeadMeanProduct(vector, attention.Heads, attention.Keys);
        attention.Visit(product);
        return Mean(product._sums, attention.Keys);
    }

    /// <summary>The mean of vectors, in the order of the heads.</summary>
    public static double[] Mean(float[][] sums, int keys)
    {
        var mean = new double[keys];
        foreach (float[] sum in sums)
            for (int j = 0; j < keys; j++) mean[j] += sum[j];
        foreach (ref double number in mean.AsSpan()) number /= sums.Length;
        return mean;
    }

    public void Tile(in WeightTile tile)
    {
        Span<float> sum = _sums[tile.Head].AsSpan(tile.FirstKey, tile.Keys);
        for (int r = 0; r < tile.Rows; r++)
            if (_vector[tile.FirstRow + r] is var u and not 0f) TensorPrimitives.MultiplyAdd(tile.Row(r), u, sum, sum);
    }
}
