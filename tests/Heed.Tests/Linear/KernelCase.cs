using Heed.Linear;

namespace Heed.Tests.Linear;

/// <summary>Random inputs of a kernel attention call, and the quadratic form in double for any φ.</summary>
internal sealed class KernelCase
{
    public KernelCase(AttentionShape shape, int seed, float spread = 1f)
    {
        Shape = shape;
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
    public float[] Q { get; }
    public float[] K { get; }
    public float[] V { get; }
    public float[] G { get; }

    public (float[] Output, float[] Normaliser) Forward<TMap, TSum>(TMap map, TSum sum) where TMap : struct, IFeatureMap where TSum : struct, IStateSum
    {
        float[] output = new float[G.Length], normaliser = new float[Shape.Batch * Shape.Heads * Shape.QueryCount];
        KernelAttention.Forward(Q, K, V, output, normaliser, Shape, map, sum);
        return (output, normaliser);
    }

    public (float[] Q, float[] K, float[] V) Backward<TMap, TSum>(TMap map, TSum sum) where TMap : struct, IFeatureMap where TSum : struct, IStateSum
    {
        (float[] output, float[] normaliser) = Forward(map, sum);
        float[] dQ = new float[Q.Length], dK = new float[K.Length], dV = new float[V.Length];
        KernelAttention.Backward(Q, K, V, output, normaliser, G, dQ, dK, dV, Shape, map, sum);
        return (dQ, dK, dV);
    }

    /// <summary>o_i = Σ_j φ(q_i)·φ(k_j) v_j / Σ_j φ(q_i)·φ(k_j) over j ≤ i, or over all j.</summary>
    public double[] Quadratic(double[] q, double[] k, double[] v, Func<double[], double[]> map, bool causal)
    {
        (int batch, int heads, int keyHeads, int queries, int keys, int width, int valueWidth) = Shape;
        double[][] features = [.. Enumerable.Range(0, batch * keyHeads * keys).Select(j => map(k[(j * width)..((j + 1) * width)]))];
        var output = new double[batch * heads * queries * valueWidth];
        for (int row = 0; row < batch * heads * queries; row++)
        {
            (int b, int h, int i) = (row / (heads * queries), row / queries % heads, row % queries);
            double[] query = map(q[(row * width)..((row + 1) * width)]);
            double total = 0;
            for (int j = 0; j < (causal ? i + 1 : keys); j++)
            {
                int at = (b * keyHeads + h / (heads / keyHeads)) * keys + j;
                double weight = 0;
                for (int f = 0; f < query.Length; f++) weight += query[f] * features[at][f];
                total += weight;
                for (int e = 0; e < valueWidth; e++) output[row * valueWidth + e] += weight * v[at * valueWidth + e];
            }
            for (int e = 0; e < valueWidth && total != 0; e++) output[row * valueWidth + e] /= total;
        }
        return output;
    }

    public double[] Quadratic(Func<double[], double[]> map, bool causal) => Quadratic(Wide(Q), Wide(K), Wide(V), map, causal);

    public static double[] Wide(float[] values) => Array.ConvertAll(values, x => (double)x);
}
