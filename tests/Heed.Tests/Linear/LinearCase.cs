using Heed.Linear;

namespace Heed.Tests.Linear;

/// <summary>Random inputs of one shape and rule, and both forms run on them.</summary>
internal sealed unsafe class LinearCase<TRule, TDecay, TWrite>
    where TRule : struct, ILinearRule<TDecay, TWrite> where TDecay : struct, IDecay where TWrite : struct, IWriteRule
{
    public LinearCase(AttentionShape shape, int seed, float decays = 0.3f)
    {
        Shape = shape;
        var random = new Random(seed);
        (int items, int t) = (shape.Batch * shape.KeyHeads, shape.KeyCount);
        Q = Fill(shape.Batch * shape.Heads * t * shape.Width);
        K = Fill(items * t * shape.Width);
        V = Fill(items * t * shape.ValueWidth);
        G = Fill(shape.Batch * shape.Heads * t * shape.ValueWidth);
        Past = Fill(items * shape.Width * shape.ValueWidth);
        PresentGradient = Fill(Past.Length);
        LogDecay = Array.ConvertAll(Fill(items * t * TRule.DecayWidth(shape.Width)), x => -decays * Math.Abs(x));
        Beta = TRule.HasBeta ? Array.ConvertAll(Fill(items * t), x => 0.5f + 0.5f * x) : [];
        if (!TRule.HasBeta) return;
        for (int row = 0; row < items * t; row++) // the delta rule wants keys of length 1
        {
            Span<float> key = K.AsSpan(row * shape.Width, shape.Width);
            float norm = MathF.Sqrt(key.ToArray().Sum(x => x * x)) + 1e-6f;
            for (int d = 0; d < key.Length; d++) key[d] /= norm;
        }

        float[] Fill(int count)
        {
            var values = new float[count];
            for (int i = 0; i < count; i++) values[i] = (float)(random.NextDouble() * 2 - 1);
            return values;
        }
    }

    public AttentionShape Shape { get; }
    public float Scale => 1f / MathF.Sqrt(Shape.Width);
    public float[] Q { get; }
    public float[] K { get; }
    public float[] V { get; }
    public float[] G { get; }
    public float[] LogDecay { get; }
    public float[] Beta { get; }
    public float[] Past { get; }
    public float[] PresentGradient { get; }

    public ReferenceLinearAttention.Inputs ReferenceInputs
        => new(Shape, Wide(Q), Wide(K), Wide(V), Scale, LogDecay.Length > 0 ? Wide(LogDecay) : null, Beta.Length > 0 ? Wide(Beta) : null, Wide(Past));

    public ReferenceLinearAttention Reference() => ReferenceLinearAttention.Forward(ReferenceInputs);

    /// <summary>Runs tokens <paramref name="first"/> … <paramref name="end"/>−1.</summary>
    public (float[] Output, float[] Present) Forward(bool chunked, int first, int end, float[] past)
    {
        var output = new float[G.Length];
        var present = new float[Past.Length];
        fixed (float* o = output, s = past, p = present) Run(chunked, first, end, o, s, p);
        return (output, present);
    }

    public (float[] Output, float[] Present) Forward(bool chunked) => Forward(chunked, 0, Shape.KeyCount, Past);

    public void Run(bool chunked, int first, int end, float* output, float* past, float* present)
    {
        fixed (float* q = Q, k = K, v = V, g = LogDecay, b = Beta)
        {
            var inputs = new AttentionInputs(Part(Shape.Queries(q)), Part(Shape.Keys(k)), Part(Shape.Values(v)), Scale);
            TDecay decay = TRule.Decay(Part(Decays(g)), default);
            TWrite write = TRule.Write(Part(Betas(b)), default);
            if (chunked) LinearAttention.Forward(inputs, Part(Shape.Output(output)), past, present, decay, write);
            else LinearAttention.Recurrent(inputs, Part(Shape.Output(output)), past, present, decay, write);
        }

        HeadView Part(HeadView all) => all with { Data = all.Data + (nint)first * all.RowStride * sizeof(float), Length = end - first };
    }

    public ReferenceLinearAttention.Gradients ReferenceGradients() => Reference().Backward(Wide(G), Wide(PresentGradient));

    public (float[] Q, float[] K, float[] V, float[] LogDecay, float[] Beta, float[] Past) Backward()
    {
        var result = (Q: new float[Q.Length], K: new float[K.Length], V: new float[V.Length], LogDecay: new float[LogDecay.Length], Beta: new float[Beta.Length], Past: new float[Past.Length]);
        fixed (float* q = Q, k = K, v = V, g = LogDecay, b = Beta, dO = G, s = Past, dS = PresentGradient)
        fixed (float* dq = result.Q, dk = result.K, dv = result.V, dg = result.LogDecay, db = result.Beta, dPast = result.Past)
            LinearAttention.Backward(
                new AttentionInputs(Shape.Queries(q), Shape.Keys(k), Shape.Values(v), Scale), Shape.Output(dO),
                new LinearGradients(Shape.Queries(dq), Shape.Keys(dk), Shape.Values(dv)), s, dPast, dS,
                TRule.Decay(Decays(g), Decays(dg)), TRule.Write(Betas(b), Betas(db)));
        return result;
    }

    private HeadView Decays(float* data) => HeadView.Contiguous(data, Shape.Batch, Shape.KeyHeads, Shape.KeyCount, TRule.DecayWidth(Shape.Width));

    private HeadView Betas(float* data) => HeadView.Contiguous(data, Shape.Batch, Shape.KeyHeads, Shape.KeyCount, 1);

    public static double[] Wide(float[] values) => Array.ConvertAll(values, x => (double)x);
}
