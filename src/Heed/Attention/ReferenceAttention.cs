using Heed.Dropout;
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
/// With dropout o_i = Σ_j keep_ij·A_ij·v_j / (1 − p); with a sink its exp takes part in the sum alone.
/// A row without keys has output 0, weights 0, log-sum-exp −∞ (the sink's logit where there is one) and no gradient. Keys and values
/// the mask hides are never read.
/// All arrays are row-major.
/// </remarks>
public sealed class ReferenceAttention
{
    private ReferenceAttention(double[] output, double[] logSumExp, double[] weights)
        => (Output, LogSumExp, Weights) = (output, logSumExp, weights);

    /// <summary>[B, Hq, Tq, Dv].</summary>
    public double[] Output { get; }

    /// <summary>[B, Hq, Tq], natural.</summary>
    public double[] LogSumExp { get; }

    /// <summary>[B, Hq, Tq, Tk], before dropout: the one place in Heed that holds all weights.</summary>
    public double[] Weights { get; }

    /// <summary>Sizes of one call.</summary>
    public readonly record struct Shape(int Batch, int Heads, int KeyHeads, int Queries, int Keys, int Width, int ValueWidth)
    {
        internal void Check(
            ReadOnlySpan<double> q, ReadOnlySpan<double> k, ReadOnlySpan<double> v, ReadOnlySpan<double> sinks, double scale)
        {
            if (Batch < 0 || Queries < 0 || Keys < 0 || Width < 1 || ValueWidth < 1 || KeyHeads < 1 || Heads < 1 || Heads % KeyHeads != 0)
                throw new ArgumentException(
                    $"shape: expected B, Tq, Tk ≥ 0, D, Dv, Hkv ≥ 1 and Hq a multiple of Hkv; got {this}.", "shape");
            CheckLength(q.Length, nameof(q), Heads, Queries, Width);
            CheckLength(k.Length, nameof(k), KeyHeads, Keys, Width);
            CheckLength(v.Length, nameof(v), KeyHeads, Keys, ValueWidth);
            if (sinks.Length > 0 && sinks.Length != Heads)
                throw new ArgumentException($"sinks: expected [Hq={Heads}] or none; got {sinks.Length} values.", nameof(sinks));
            if (!(scale > 0) || !double.IsFinite(scale))
                throw new ArgumentException($"scale: expected a finite number greater than 0; got {scale}.", nameof(scale));
        }

        internal void CheckLength(int length, string name, int heads, int count, int width)
        {
            Int128 expected = (Int128)Batch * heads * count * width;
            if (length != expected)
                throw new ArgumentException(
                    $"{name}: expected [{Batch}, {heads}, {count}, {width}], {expected} values; got {length}.", name);
        }
    }

    /// <summary>Gradients of Σ o·g.</summary>
    /// <param name="Queries">[B, Hq, Tq, D].</param>
    /// <param name="Keys">[B, Hkv, Tk, D].</param>
    /// <param name="Values">[B, Hkv, Tk, Dv].</param>
    /// <param name="Scores">[B, Hq, Tq, Tk], of the scores just before the softmax.</param>
    /// <param name="Sinks">[Hq].</param>
    public sealed record Gradients(double[] Queries, double[] Keys, double[] Values, double[] Scores, double[] Sinks);

    /// <summary>The forward pass.</summary>
    /// <param name="shape">Sizes.</param>
    /// <param name="q">[B, Hq, Tq, D].</param>
    /// <param name="k">[B, Hkv, Tk, D].</param>
    /// <param name="v">[B, Hkv, Tk, Dv].</param>
    /// <param name="scale">What q·k is multiplied by.</param>
    /// <param name="mask">Which pairs are allowed.</param>
    /// <param name="score">The change to the scores.</param>
    /// <exception cref="ArgumentException">A size, a length or the scale is off, or mask or score were made for other sizes.</exception>
    public static ReferenceAttention Forward<TMask, TScore>(
        Shape shape, ReadOnlySpan<double> q, ReadOnlySpan<double> k, ReadOnlySpan<double> v, double scale, TMask mask, TScore score)
        where TMask : struct, IMask where TScore : struct, IScore
        => Forward(shape, q, k, v, scale, mask, score, default(NoDropout), []);

    /// <summary>The forward pass with dropout and sinks.</summary>
    /// <param name="shape">Sizes.</param>
    /// <param name="q">[B, Hq, Tq, D].</param>
    /// <param name="k">[B, Hkv, Tk, D].</param>
    /// <param name="v">[B, Hkv, Tk, Dv].</param>
    /// <param name="scale">What q·k is multiplied by.</param>
    /// <param name="mask">Which pairs are allowed.</param>
    /// <param name="score">The change to the scores.</param>
    /// <param name="dropout">Which weights are left out.</param>
    /// <param name="sinks">[Hq] logits, or empty.</param>
    /// <exception cref="ArgumentException">A size, a length or the scale is off, or mask or score were made for other sizes.</exception>
    public static ReferenceAttention Forward<TMask, TScore, TDropout>(
        Shape shape, ReadOnlySpan<double> q, ReadOnlySpan<double> k, ReadOnlySpan<double> v, double scale, TMask mask, TScore score,
        TDropout dropout, ReadOnlySpan<double> sinks)
        where TMask : struct, IMask where TScore : struct, IScore where TDropout : struct, IDropout
    {
        shape.Check(q, k, v, sinks, scale);
        mask.Check(shape.Batch, shape.Heads, shape.Queries, shape.Keys);
        score.Check(shape.Batch, shape.Heads, shape.Queries, shape.Keys);
        (int batch, int heads, int keyHeads, int queries, int keys, int width, int valueWidth) = shape;
        var output = new double[batch * heads * queries * valueWidth];
        var logSumExp = new double[batch * heads * queries];
        var weights = new double[batch * heads * queries * keys];
        for (int row = 0; row < logSumExp.Length; row++)
        {
            (int b, int h, int i) = (row / (heads * queries), row / queries % heads, row % queries);
            int keyHead = b * keyHeads + h / (heads / keyHeads);
            Span<double> a = weights.AsSpan(row * keys, keys);
            double max = sinks.IsEmpty ? double.NegativeInfinity : sinks[h];
            for (int j = 0; j < keys; j++)
            {
                if (!mask.Allows(b, h, i, j)) continue;
                a[j] = score.Define(scale * Dot(q.Slice(row * width, width), k.Slice((keyHead * keys + j) * width, width)), b, h, i, j);
                max = double.IsNaN(a[j]) ? double.NaN : Math.Max(max, a[j]);
            }
            double sum = sinks.IsEmpty || double.IsNegativeInfinity(sinks[h]) ? 0 : Math.Exp(sinks[h] - max);
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
                double used = a[j] * Kept(dropout, b, h, i, j);
                if (used == 0 && a[j] != 0) continue;
                for (int d = 0; d < valueWidth; d++) output[row * valueWidth + d] += used * v[(keyHead * keys + j) * valueWidth + d];
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
        Shape shape, ReadOnlySpan<double> q, ReadOnlySpan<double> k, ReadOnlySpan<double> v, ReadOnlySpan<double> gradient, double scale,
        TMask mask, TScore score)
        where TMask : struct, IMask where TScore : struct, IScore
        => Backward(shape, q, k, v, gradient, scale, mask, score, default(NoDropout), []);

    /// <summary>The gradients of Σ o·g with dropout and sinks.</summary>
    /// <param name="shape">As in the forward pass; so are the others.</param>
    /// <param name="q">[B, Hq, Tq, D].</param>
    /// <param name="k">[B, Hkv, Tk, D].</param>
    /// <param name="v">[B, Hkv, Tk, Dv].</param>
    /// <param name="gradient">g = dOutput, [B, Hq, Tq, Dv].</param>
    /// <param name="scale">What q·k is multiplied by.</param>
    /// <param name="mask">Which pairs are allowed.</param>
    /// <param name="score">The change to the scores.</param>
    /// <param name="dropout">Which weights are left out.</param>
    /// <param name="sinks">[Hq] logits, or empty.</param>
    /// <exception cref="ArgumentException">A size, a length or the scale is off, or mask or score were made for other sizes.</exception>
    public Gradients Backward<TMask, TScore, TDropout>(
        Shape shape, ReadOnlySpan<double> q, ReadOnlySpan<double> k, ReadOnlySpan<double> v, ReadOnlySpan<double> gradient, double scale,
        TMask mask, TScore score,
        TDropout dropout, ReadOnlySpan<double> sinks)
        where TMask : struct, IMask where TScore : struct, IScore where TDropout : struct, IDropout
    {
        shape.Check(q, k, v, sinks, scale);
        shape.CheckLength(Output.Length, nameof(shape), shape.Heads, shape.Queries, shape.ValueWidth); // the forward pass's
        shape.CheckLength(LogSumExp.Length, nameof(shape), shape.Heads, shape.Queries, 1);
        shape.CheckLength(Weights.Length, nameof(shape), shape.Heads, shape.Queries, shape.Keys);
        shape.CheckLength(gradient.Length, nameof(gradient), shape.Heads, shape.Queries, shape.ValueWidth);
        mask.Check(shape.Batch, shape.Heads, shape.Queries, shape.Keys);
        score.Check(shape.Batch, shape.Heads, shape.Queries, shape.Keys);
        (int batch, int heads, int keyHeads, int queries, int keys, int width, int valueWidth) = shape;
        var result = new Gradients(
            new double[q.Length], new double[k.Length], new double[v.Length], new double[Weights.Length], new double[heads]);
        for (int row = 0; row < LogSumExp.Length; row++)
        {
            if (double.IsNegativeInfinity(LogSumExp[row])) continue;
            (int b, int h, int i) = (row / (heads * queries), row / queries % heads, row % queries);
            int keyHead = b * keyHeads + h / (heads / keyHeads);
            ReadOnlySpan<double> g = gradient.Slice(row * valueWidth, valueWidth);
            double gz = Dot(g, Output.AsSpan(row * valueWidth, valueWidth));
            if (!sinks.IsEmpty) result.Sinks[h] -= Math.Exp(sinks[h] - LogSumExp[row]) * gz;
            for (int j = 0; j < keys; j++)
            {
                if (!mask.Allows(b, h, i, j)) continue;
                int at = keyHead * keys + j;
                double a = Weights[row * keys + j];
                double kept = Kept(dropout, b, h, i, j);
                double ds = a * ((kept == 0 ? 0 : kept * Dot(g, v.Slice(at * valueWidth, valueWidth))) - gz);
                result.Scores[row * keys + j] = ds;
                double raw = scale * Dot(q.Slice(row * width, width), k.Slice(at * width, width));
                ds *= score.DefineSlope(raw, b, h, i, j) * scale;
                for (int d = 0; d < valueWidth; d++) result.Values[at * valueWidth + d] += a * kept * g[d];
                for (int d = 0; d < width; d++)
                {
                    result.Queries[row * width + d] += ds * k[at * width + d];
                    result.Keys[at * width + d] += ds * q[row * width + d];
                }
            }
        }
        return result;
    }

    private static double Kept<TDropout>(TDropout dropout, int batch, int head, int row, int key) where TDropout : struct, IDropout
        => (dropout.Keep64(batch, head, row, key / 64 * 64) >> (key % 64) & 1) != 0 ? dropout.KeptFactor : 0;

    private static double Dot(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        double sum = 0;
        for (int d = 0; d < a.Length; d++) sum += a[d] * b[d];
        return sum;
    }
}
