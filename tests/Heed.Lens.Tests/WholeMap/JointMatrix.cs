using Heed.Lens.WholeMap;

namespace Heed.Lens.Tests.WholeMap;

/// <summary>Products of layers over the tokens of a stack and of its source together, as whole matrices.</summary>
internal static class JointMatrix
{
    /// <summary>A layer's own matrix over [tokens, source]: from its queries' rows to its keys' columns.</summary>
    public static double[,] Layer(DoubleAttention.Place place, int tokens, int sources, MapStack stack, double[,] weights)
    {
        int size = tokens + sources;
        var layer = new double[size, size];
        bool encoder = place.Site.StartsWith("encoder.", StringComparison.Ordinal) && stack == MapStack.Main;
        bool cross = place.Site.EndsWith("cross", StringComparison.Ordinal);
        for (int i = 0; i < weights.GetLength(0); i++)
            for (int j = 0; j < weights.GetLength(1); j++) layer[i + (encoder ? tokens : 0), j + (encoder || cross ? tokens : 0)] = weights[i, j];
        return layer;
    }

    public static double[,] Identity(int size)
    {
        var identity = new double[size, size];
        for (int i = 0; i < size; i++) identity[i, i] = 1;
        return identity;
    }

    public static double[,] Product(double[,] a, double[,] b)
    {
        var product = new double[a.GetLength(0), b.GetLength(1)];
        for (int i = 0; i < a.GetLength(0); i++)
            for (int k = 0; k < b.GetLength(0); k++)
                for (int j = 0; j < b.GetLength(1); j++) product[i, j] += a[i, k] * b[k, j];
        return product;
    }

    public static double[,] Sum(double[,] a, double[,] b)
    {
        var sum = (double[,])a.Clone();
        for (int i = 0; i < a.GetLength(0); i++)
            for (int j = 0; j < a.GetLength(1); j++) sum[i, j] += b[i, j];
        return sum;
    }

    /// <summary>Every row divided by its sum.</summary>
    public static double[,] RowNormalized(double[,] a)
    {
        var normalized = (double[,])a.Clone();
        for (int i = 0; i < a.GetLength(0); i++)
        {
            double sum = 0;
            for (int j = 0; j < a.GetLength(1); j++) sum += a[i, j];
            for (int j = 0; j < a.GetLength(1); j++) normalized[i, j] /= sum;
        }
        return normalized;
    }

    public static double[] Row(double[,] a, int row, int first, int count) => [.. Enumerable.Range(first, count).Select(j => a[row, j])];
}
