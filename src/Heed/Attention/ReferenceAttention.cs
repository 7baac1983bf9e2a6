using Heed.Masks;
using Heed.Scores;

namespace Heed;

/// <summary>
/// The definition of attention: plain loops in double, one query row at a time, never optimised. Everything fast is measured against it.
/// </summary>
/// <remarks>
/// For query i of head h, with key head h / (Hq / Hkv) and over the keys j the mask allows:
/// <code>
/// s_ij = f(scale · q_i·k_j)      A_ij = exp(s_ij − LSE_i)      LSE_i = ln Σ_j exp(s_ij)      o_i = Σ_j A_ij v_j
/// </code>
/// A row without keys has output 0, weights 0, log-sum-exp −∞ and no gradient. Keys and values the mask hides are never read.
/// All arrays are row-major.
/// </remarks>
public sealed class ReferenceAttention
{
    private ReferenceAttention(double[] output, double[] logSumExp, double[] weights) => (Output, LogSumExp, Weights) = (output, logSumExp, weights);

    /// <summary>[B, Hq, Tq, Dv].</summary>
    public double[] Output { get; }

    /// <summary>[B, Hq, Tq], natural.</summary>
    public double[] LogSumExp { get; }

    /// <summary>[B, Hq, Tq, Tk]: the one place in Heed that holds all weights.</summary>
    public double[] Weights { get; }

    /// <summary>Sizes of one call.</summary>
    public readonly record struct Shape(int Batch, int Heads, int KeyHeads, int Queries, int Keys, int Width, int ValueWidth);

    /// <summary>Gradients of Σ o·g.</summary>
    /// <param name="Queries">[B, Hq, Tq, D].</param>
    /// <param name="Keys">[B, Hkv, Tk, D].</param>
    /// <param name="Values">[B, Hkv, Tk, Dv].</param>
    public sealed record Gradients(double[] Queries, double[] Keys, double[] Values);

    /// <summary>The forward pass.</summary>
    /// <param name="shape">Sizes.</param>
    /// <param name="q">[B, Hq, Tq, D].</param>
    /// <param name="k">[B, Hkv, Tk, D].</param>
    /// <param name="v">[B, Hkv, Tk, Dv].</param>
    /// <param name="scale">What q·k is multiplied by.</param>
    /// <param name="mask">Which pairs are allowed.</param>
    /// <param name="score">The change to the scores.</param>
    public static ReferenceAttention Forward<TMask, TScore>(
        Shape shape, ReadOnlySpan<double> q, ReadOnlySpan<double> k, ReadOnlySpan<double> v, double scale, TMask mask, TScore score)
        where TMask : struct, IMask where TScore : struct, IScore
    {
        (int batch, int heads, int keyHeads, int queries, int keys, int width, int valueWidth) = shape;
        var output = new double[batch * heads * queries * valueWidth];
        var logSumExp = new double[batch * heads * queries];
        var weights = new double[batch * heads * queries * keys];
        for (int row = 0; row < logSumExp.Length; row++)
        {
            (int b, int h, int i) = (row / (heads * queries), row / queries % heads, row % queries);
            int keyHead = b * keyHeads + h / (heads / keyHeads);
            Span<double> a = weights.AsSpan(row * keys, keys);
            double max = double.NegativeInfinity;
            for (int j = 0; j < keys; j++)
            {
                if (!mask.Allows(b, h, i, j)) continue;
                a[j] = score.Define(scale * Dot(q.Slice(row * width, width), k.Slice((keyHead * keys + j) * width, width)), b, h, i, j);
                max = double.IsNaN(a[j]) ? double.NaN : Math.Max(max, a[j]);
            }
            double sum = 0;
            for (int j = 0; j < keys; j++)
            {
                if (!mask.Allows(b, h, i, j) || double.IsNegativeInfinity(max)) a[j] = 0;
                else sum += a[j] = Math.Exp(a[j] - max);
            }
            logSumExp[row] = max + Math.Log(sum);
            if (double.IsNegativeInfinity(max)) logSumExp[row] = max;
            for (int j = 0; j < keys; j++)
            {
                if (!mask.Allows(b, h, i, j) || double.IsNegativeInfinity(max)) continue;
                a[j] /= sum;
                for (int d = 0; d < valueWidth; d++) output[row * valueWidth + d] += a[j] * v[(keyHead * keys + j) * valueWidth + d];
            }
        }
        return new ReferenceAttention(output, logSumExp, weights);
    }

    /// <summary>The gradients of Σ o·g, given g.</summary>
    /// <param name="shape">As in the forward pass; so are <paramref name="q"/> … <paramref name="score"/>.</param>
    /// <param name="q">[B, Hq, Tq, D].</param>
    /// <param name="k">[B, Hkv, Tk, D].</param>
    /// <param name="v">[B, Hkv, Tk, Dv].</param>
    /// <param name="gradient">g = dOutput, [B, Hq, Tq, Dv].</param>
    /// <param name="scale">What q·k is multiplied by.</param>
    /// <param name="mask">Which pairs are allowed.</param>
    /// <param name="score">The change to the scores.</param>
    public Gradients Backward<TMask, TScore>(
        Shape shape, ReadOnlySpan<double> q, ReadOnlySpan<double> k, ReadOnlySpan<double> v, ReadOnlySpan<double> gradient, double scale, TMask mask, TScore score)
        where TMask : struct, IMask where TScore : struct, IScore
    {
        (int batch, int heads, int keyHeads, int queries, int keys, int width, int valueWidth) = shape;
        var result = new Gradients(new double[q.Length], new double[k.Length], new double[v.Length]);
        for (int row = 0; row < LogSumExp.Length; row++)
        {
            if (double.IsNegativeInfinity(LogSumExp[row])) continue;
            (int b, int h, int i) = (row / (heads * queries), row / queries % heads, row % queries);
            int keyHead = b * keyHeads + h / (heads / keyHeads);
            ReadOnlySpan<double> g = gradient.Slice(row * valueWidth, valueWidth);
            double gz = Dot(g, Output.AsSpan(row * valueWidth, valueWidth));
            for (int j = 0; j < keys; j++)
            {
                if (!mask.Allows(b, h, i, j)) continue;
                int at = keyHead * keys + j;
                double a = Weights[row * keys + j];
                double ds = a * (Dot(g, v.Slice(at * valueWidth, valueWidth)) - gz);
                double raw = scale * Dot(q.Slice(row * width, width), k.Slice(at * width, width));
                ds *= score.DefineSlope(raw, b, h, i, j) * scale;
                for (int d = 0; d < valueWidth; d++) result.Values[at * valueWidth + d] += a * g[d];
                for (int d = 0; d < width; d++)
                {
                    result.Queries[row * width + d] += ds * k[at * width + d];
                    result.Keys[at * width + d] += ds * q[row * width + d];
                }
            }
        }
        return result;
    }

    private static double Dot(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        double sum = 0;
        for (int d = 0; d < a.Length; d++) sum += a[d] * b[d];
        return sum;
    }
}
