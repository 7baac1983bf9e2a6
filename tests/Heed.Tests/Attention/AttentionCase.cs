using Heed.Masks;
using Heed.Scores;

namespace Heed.Tests.Attention;

/// <summary>Random inputs of one shape, the reference's answers in double, and plain float loops as the yardstick for rounding.</summary>
internal sealed class AttentionCase<TMask> where TMask : struct, IMask
{
    public AttentionCase(AttentionShape shape, TMask mask, int seed, float spread = 1f, float? scale = null)
    {
        Shape = shape;
        Mask = mask;
        Scale = scale ?? 1f / MathF.Sqrt(shape.Width);
        var random = new Random(seed);
        Q = Fill(shape.Batch * shape.Heads * shape.QueryCount * shape.Width);
        K = Fill(shape.Batch * shape.KeyHeads * shape.KeyCount * shape.Width);
        V = Fill(shape.Batch * shape.KeyHeads * shape.KeyCount * shape.ValueWidth);
        G = Fill(shape.Batch * shape.Heads * shape.QueryCount * shape.ValueWidth);

        float[] Fill(int count)
        {
            var values = new float[count];
            for (int i = 0; i < count; i++) values[i] = spread * (float)(random.NextDouble() * 2 - 1);
            return values;
        }
    }

    public AttentionShape Shape { get; }
    public TMask Mask { get; }
    public float Scale { get; }
    public float[] Q { get; }
    public float[] K { get; }
    public float[] V { get; }
    public float[] G { get; }

    public ReferenceAttention.Shape ReferenceShape
        => new(Shape.Batch, Shape.Heads, Shape.KeyHeads, Shape.QueryCount, Shape.KeyCount, Shape.Width, Shape.ValueWidth);

    public ReferenceAttention Reference() => ReferenceAttention.Forward(ReferenceShape, Wide(Q), Wide(K), Wide(V), Scale, Mask, default(PlainScore));

    public ReferenceAttention.Gradients ReferenceGradients(ReferenceAttention forward)
        => forward.Backward(ReferenceShape, Wide(Q), Wide(K), Wide(V), Wide(G), Scale, Mask, default(PlainScore));

    public (float[] Output, float[] LogSumExp) Forward()
    {
        var output = new float[G.Length];
        var logSumExp = new float[Shape.Batch * Shape.Heads * Shape.QueryCount];
        Heed.Attention.Forward(Q, K, V, output, logSumExp, Shape, Mask, Scale);
        return (output, logSumExp);
    }

    public (float[] Q, float[] K, float[] V) Backward(float[] output, float[] logSumExp)
    {
        var (dq, dk, dv) = (new float[Q.Length], new float[K.Length], new float[V.Length]);
        Heed.Attention.Backward(Q, K, V, output, logSumExp, G, dq, dk, dv, Shape, Mask, Scale);
        return (dq, dk, dv);
    }

    public static double[] Wide(float[] values) => Array.ConvertAll(values, x => (double)x);
}
