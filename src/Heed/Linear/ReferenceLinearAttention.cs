namespace Heed.Linear;

/// <summary>
/// The definition of <see cref="LinearAttention"/>: plain loops in double, one token at a time, never optimised.
/// </summary>
/// <remarks>
/// <code>
/// Ŝ = diag(e^{g_t}) S_{t−1}      S_t = Ŝ + k_t u_tᵀ      u_t = v_t  or  β_t (v_t − Ŝᵀk_t)      o_t = scale · S_tᵀ q_t
/// </code>
/// All arrays are row-major. Query head h reads state h / (Hq / Hkv).
/// </remarks>
public sealed class ReferenceLinearAttention
{
    private readonly Inputs _inputs;
    private readonly double[] _states; // [B·Hkv, T+1, Dk, Dv]

    private ReferenceLinearAttention(Inputs inputs, double[] states, double[] output)
    {
        (_inputs, _states, Output) = (inputs, states, output);
        (AttentionShape shape, int size) = (inputs.Shape, inputs.Shape.Width * inputs.Shape.ValueWidth);
        PresentState = new double[shape.Batch * shape.KeyHeads * size];
        for (int item = 0; item < shape.Batch * shape.KeyHeads; item++)
            State(item, shape.KeyCount).CopyTo(PresentState.AsSpan(item * size));
    }

    /// <summary>[B, Hq, T, Dv].</summary>
    public double[] Output { get; }

    /// <summary>[B, Hkv, Dk, Dv].</summary>
    public double[] PresentState { get; }

    /// <summary>One call.</summary>
    /// <param name="Shape">Sizes; as many queries as keys.</param>
    /// <param name="Queries">[B, Hq, T, Dk].</param>
    /// <param name="Keys">[B, Hkv, T, Dk].</param>
    /// <param name="Values">[B, Hkv, T, Dv].</param>
    /// <param name="Scale">What the output is multiplied by.</param>
    /// <param name="LogDecay">g, [B, Hkv, T, 1] or [B, Hkv, T, Dk]; null for no decay.</param>
    /// <param name="Beta">β, [B, Hkv, T]; null for the additive rule.</param>
    /// <param name="PastState">[B, Hkv, Dk, Dv]; null for zeros.</param>
    public sealed record Inputs(
        AttentionShape Shape, double[] Queries, double[] Keys, double[] Values, double Scale, double[]? LogDecay = null,
        double[]? Beta = null, double[]? PastState = null);

    /// <summary>Gradients, shaped as the inputs; empty for what was not given.</summary>
    public sealed record Gradients(double[] Queries, double[] Keys, double[] Values, double[] LogDecay, double[] Beta, double[] PastState);

    /// <summary>The forward pass.</summary>
    /// <exception cref="ArgumentException">A size or length is off.</exception>
    public static ReferenceLinearAttention Forward(Inputs inputs)
    {
        Check(inputs);
        (int batch, int heads, int keyHeads, int length, _, int width, int valueWidth) = inputs.Shape;
        int size = width * valueWidth;
        var states = new double[batch * keyHeads * (length + 1) * size];
        var output = new double[batch * heads * length * valueWidth];
        for (int item = 0; item < batch * keyHeads; item++)
        {
            inputs.PastState?.AsSpan(item * size, size).CopyTo(states.AsSpan(item * (length + 1) * size));
            for (int t = 0; t < length; t++)
            {
                int token = item * length + t;
                Span<double> state = states.AsSpan((item * (length + 1) + t + 1) * size, size);
                Fade(inputs, token, states.AsSpan((item * (length + 1) + t) * size, size), state);
                double[] written = Written(inputs, token, state, out _);
                for (int d = 0; d < width; d++)
                    for (int e = 0; e < valueWidth; e++) state[d * valueWidth + e] += inputs.Keys[token * width + d] * written[e];
                foreach (int row in QueryRows(inputs.Shape, item, t))
                    for (int d = 0; d < width; d++)
                        for (int e = 0; e < valueWidth; e++)
                            output[row * valueWidth + e] += inputs.Scale * inputs.Queries[row * width + d] * state[d * valueWidth + e];
            }
        }
        return new ReferenceLinearAttention(inputs, states, output);
    }

    private static void Check(Inputs inputs)
    {
        AttentionShape shape = inputs.Shape;
        (int batch, int heads, int keyHeads, int queries, int keys, int width, int valueWidth) = shape;
        if (batch < 0 || keys < 0 || queries != keys || width < 1 || valueWidth < 1 || keyHeads < 1 || heads < 1 || heads % keyHeads != 0)
            throw new ArgumentException(
                $"shape: expected B, T ≥ 0, Tq = Tk, Dk, Dv, Hkv ≥ 1 and Hq a multiple of Hkv; got {shape}.", nameof(inputs));
        long tokens = (long)batch * keyHeads * keys;
        Expect(inputs.Queries.Length, (long)batch * heads * keys * width, nameof(inputs.Queries), "[B, Hq, T, Dk]");
        Expect(inputs.Keys.Length, tokens * width, nameof(inputs.Keys), "[B, Hkv, T, Dk]");
        Expect(inputs.Values.Length, tokens * valueWidth, nameof(inputs.Values), "[B, Hkv, T, Dv]");
        if (inputs.LogDecay is { } decay && decay.Length != tokens)
            Expect(decay.Length, tokens * width, nameof(inputs.LogDecay), "[B, Hkv, T, 1 or Dk]");
        if (inputs.Beta is { } beta) Expect(beta.Length, tokens, nameof(inputs.Beta), "[B, Hkv, T]");
        if (inputs.PastState is { } past)
            Expect(past.Length, (long)batch * keyHeads * width * valueWidth, nameof(inputs.PastState), "[B, Hkv, Dk, Dv]");
    }

    private static void Expect(int length, long expected, string name, string shape)
    {
        if (length != expected) throw new ArgumentException($"{name}: expected {shape}, {expected} values; got {length}.", name);
    }

    /// <summary>The gradients of Σ o·g + Σ S_T·h, given g and h.</summary>
    /// <param name="outputGradient">g, [B, Hq, T, Dv].</param>
    /// <param name="presentStateGradient">h, [B, Hkv, Dk, Dv]; null for zeros.</param>
    /// <exception cref="ArgumentException">A length is off.</exception>
    public Gradients Backward(double[] outputGradient, double[]? presentStateGradient = null)
    {
        (int batch, int heads, int keyHeads, int length, _, int width, int valueWidth) = _inputs.Shape;
        int size = width * valueWidth;
        Expect(outputGradient.Length, (long)batch * heads * length * valueWidth, nameof(outputGradient), "[B, Hq, T, Dv]");
        if (presentStateGradient is not null)
            Expect(presentStateGradient.Length, (long)batch * keyHeads * size, nameof(presentStateGradient), "[B, Hkv, Dk, Dv]");
        var result = new Gradients(
            new double[_inputs.Queries.Length], new double[_inputs.Keys.Length], new double[_inputs.Values.Length],
            new double[_inputs.LogDecay?.Length ?? 0], new double[_inputs.Beta?.Length ?? 0], new double[batch * keyHeads * size]);
        for (int item = 0; item < batch * keyHeads; item++)
        {
            Span<double> gradient = result.PastState.AsSpan(item * size, size); // of S_t, as t runs down
            presentStateGradient?.AsSpan(item * size, size).CopyTo(gradient);
            for (int t = length - 1; t >= 0; t--)
            {
                foreach (int row in QueryRows(_inputs.Shape, item, t)) Read(row, State(item, t + 1), outputGradient, gradient, result);
                WriteBack(item * length + t, State(item, t), gradient, result);
            }
        }
        return result;
    }

    private Span<double> State(int item, int t)
    {
        int size = _inputs.Shape.Width * _inputs.Shape.ValueWidth;
        return _states.AsSpan((item * (_inputs.Shape.KeyCount + 1) + t) * size, size);
    }

    /// <summary>o = scale · Sᵀq.</summary>
    private void Read(int row, Span<double> state, double[] outputGradient, Span<double> gradient, Gradients result)
    {
        (int width, int valueWidth) = (_inputs.Shape.Width, _inputs.Shape.ValueWidth);
        for (int d = 0; d < width; d++)
            for (int e = 0; e < valueWidth; e++)
            {
                double g = _inputs.Scale * outputGradient[row * valueWidth + e];
                result.Queries[row * width + d] += g * state[d * valueWidth + e];
                gradient[d * valueWidth + e] += g * _inputs.Queries[row * width + d];
            }
    }

    /// <summary>S_t = Ŝ + k uᵀ: takes the gradient of S_t back to S_{t−1}.</summary>
    private void WriteBack(int token, Span<double> before, Span<double> gradient, Gradients result)
    {
        (int width, int valueWidth) = (_inputs.Shape.Width, _inputs.Shape.ValueWidth);
        var faded = new double[width * valueWidth];
        Fade(_inputs, token, before, faded);
        double[] written = Written(_inputs, token, faded, out double[] recalled);
        for (int e = 0; e < valueWidth; e++)
        {
            double g = 0; // of u_e
            for (int d = 0; d < width; d++)
            {
                g += gradient[d * valueWidth + e] * _inputs.Keys[token * width + d];
                result.Keys[token * width + d] += gradient[d * valueWidth + e] * written[e];
            }
            if (_inputs.Beta is { } beta)
            {
                result.Beta[token] += g * recalled[e];
                g *= beta[token];
                for (int d = 0; d < width; d++)
                {
                    result.Keys[token * width + d] -= g * faded[d * valueWidth + e];
                    gradient[d * valueWidth + e] -= g * _inputs.Keys[token * width + d];
                }
            }
            result.Values[token * valueWidth + e] += g;
        }
        if (_inputs.LogDecay == null) return;
        for (int d = 0; d < width; d++)
        {
            (int at, double factor) = Decay(_inputs, token, d);
            for (int e = 0; e < valueWidth; e++)
            {
                result.LogDecay[at] += gradient[d * valueWidth + e] * faded[d * valueWidth + e];
                gradient[d * valueWidth + e] *= factor;
            }
        }
    }

    /// <summary>u, and v − Ŝᵀk.</summary>
    private static double[] Written(Inputs inputs, int token, ReadOnlySpan<double> faded, out double[] recalled)
    {
        (int width, int valueWidth) = (inputs.Shape.Width, inputs.Shape.ValueWidth);
        recalled = inputs.Values.AsSpan(token * valueWidth, valueWidth).ToArray();
        if (inputs.Beta == null) return recalled;
        for (int d = 0; d < width; d++)
            for (int e = 0; e < valueWidth; e++) recalled[e] -= faded[d * valueWidth + e] * inputs.Keys[token * width + d];
        return Array.ConvertAll(recalled, x => inputs.Beta[token] * x);
    }

    private static void Fade(Inputs inputs, int token, ReadOnlySpan<double> state, Span<double> faded)
    {
        int valueWidth = inputs.Shape.ValueWidth;
        for (int d = 0; d < inputs.Shape.Width; d++)
        {
            double factor = inputs.LogDecay == null ? 1 : Decay(inputs, token, d).Factor;
            for (int e = 0; e < valueWidth; e++) faded[d * valueWidth + e] = factor * state[d * valueWidth + e];
        }
    }

    private static (int At, double Factor) Decay(Inputs inputs, int token, int d)
    {
        int width = inputs.LogDecay!.Length / (inputs.Shape.Batch * inputs.Shape.KeyHeads * inputs.Shape.KeyCount);
        int at = token * width + (width == 1 ? 0 : d);
        return (at, Math.Exp(inputs.LogDecay[at]));
    }

    private static IEnumerable<int> QueryRows(AttentionShape shape, int item, int t)
    {
        int group = shape.Heads / shape.KeyHeads;
        for (int g = 0; g < group; g++) yield return (item * group + g) * shape.QueryCount + t;
    }
}
