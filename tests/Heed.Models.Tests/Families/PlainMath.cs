using Heed.Autograd;

namespace Heed.Models.Tests.Families;

/// <summary>A transformer's arithmetic in double, row by row: the definition that families are checked against.</summary>
internal static class PlainMath
{
    public static double[][] Rows(double[][] x, Func<double[], double[]> map) => [.. x.Select(map)];

    public static double[][] Map(double[][] x, Func<double, double> function) => Rows(x, row => Array.ConvertAll(row, v => function(v)));

    public static double[][] Add(params double[][][] terms)
        => [.. Enumerable.Range(0, terms[0].Length)
            .Select(t => Enumerable.Range(0, terms[0][t].Length).Select(i => terms.Sum(term => term[t][i])).ToArray())];

    public static double[][] Multiply(double[][] a, double[][] b) => [.. a.Zip(b, (x, y) => x.Zip(y, (u, v) => u * v).ToArray())];

    /// <summary>Columns of every row.</summary>
    public static double[][] Columns(double[][] x, int first, int count) => Rows(x, row => row[first..(first + count)]);

    /// <summary>Attention of heads side by side, key heads shared by neighbouring query heads.</summary>
    /// <param name="q">[Tq, Hq·D].</param>
    /// <param name="k">[Tk, Hkv·D].</param>
    /// <param name="v">[Tk, Hkv·D].</param>
    /// <param name="heads">Hq.</param>
    /// <param name="size">D.</param>
    /// <param name="scale">What products are multiplied by.</param>
    /// <param name="allowed">Whether query i sees key j.</param>
    /// <param name="bias">Added to the score of head h, query i, key j.</param>
    public static double[][] Attention(
        double[][] q, double[][] k, double[][] v, int heads, int size, double scale, Func<int, int, bool> allowed, Func<int, int, int,
            double>? bias = null)
    {
        int shared = heads / (k[0].Length / size);
        return [.. q.Select((query, i) => Enumerable.Range(0, heads).SelectMany(h =>
        {
            int own = h / shared * size;
            double[] weights = [.. k.Select((key, j) => !allowed(i, j) ? double.NegativeInfinity
                : scale * Enumerable.Range(0, size).Sum(d => query[h * size + d] * key[own + d]) + (bias?.Invoke(h, i, j) ?? 0))];
            double max = weights.Max(), sum = weights.Sum(w => Math.Exp(w - max));
            return Enumerable.Range(0, size).Select(d => weights.Select((w, j) => Math.Exp(w - max) / sum * v[j][own + d]).Sum());
        }).ToArray())];
    }

    /// <summary>Turns the first <paramref name="width"/> numbers of every head, halves against each other.</summary>
    public static double[][] Rotary(double[][] x, int size, int width, Func<int, double> frequency, double factor = 1)
        => [.. x.Select((row, position) => row.Chunk(size).SelectMany(head =>
        {
            double[] turned = [.. head];
            for (int i = 0; i < width / 2; i++)
            {
                (double sin, double cos) = Math.SinCos(position * frequency(i));
                turned[i] = factor * (head[i] * cos - head[i + width / 2] * sin);
                turned[i + width / 2] = factor * (head[i + width / 2] * cos + head[i] * sin);
            }
            return turned;
        }).ToArray())];

    public static double Silu(double x) => x / (1 + Math.Exp(-x));

    public static double GeluTanh(double x) => 0.5 * x * (1 + Math.Tanh(Math.Sqrt(2 / Math.PI) * (x + 0.044715 * x * x * x)));

    public static double Gelu(double x) => 0.5 * x * (1 + Erf(x / Math.Sqrt(2)));

    /// <summary>Every number agrees up to the rounding of float32: 2e-5 of the largest.</summary>
    public static void AssertEqual(double[][] expected, Tensor actual)
    {
        double[] all = [.. expected.SelectMany(row => row)];
        Assert.Equal(all.Length, actual.Count);
        double largest = all.Max(Math.Abs), difference = 0;
        for (int i = 0; i < all.Length; i++) difference = Math.Max(difference, Math.Abs(all[i] - actual.Span[i]));
        Assert.InRange(difference, 0, 2e-5 * largest);
        Assert.True(largest > 0.1, "the outputs are too small to tell anything");
    }

    // Taylor's series; beyond 5 it is 1 to twelve digits.
    private static double Erf(double x)
    {
        if (Math.Abs(x) > 5) return Math.Sign(x);
        double term = x, sum = x;
        for (int n = 1; n < 120; n++) sum += (term *= -x * x / n) / (2 * n + 1);
        return 2 / Math.Sqrt(Math.PI) * sum;
    }
}
