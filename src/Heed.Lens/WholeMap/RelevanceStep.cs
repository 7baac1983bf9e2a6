using Heed.Autograd;
using Heed.Observers;

namespace Heed.Lens.WholeMap;

/// <summary>Carries a row of relevance through one attention while its backward pass runs: keys += queries·mean_h((∇A ⊙ A)⁺).</summary>
internal readonly struct RelevanceStep<TParameters>(double[] queries, double[] keys, int heads, TParameters parameters) : IScoreParameters
    where TParameters : struct, IScoreParameters
{
    public void Check(int batch, int heads, int queryCount, int keyCount) => parameters.Check(batch, heads, queryCount, keyCount);

    void IScoreParameters.Watch<TObserver, TPass>(TObserver others, TPass pass)
    {
        float[][] sums = new float[heads][];
        for (int h = 0; h < heads; h++) sums[h] = new float[keys.Length];
        var product = new PositiveProduct(Array.ConvertAll(queries, u => (float)u), sums);
        Watched(new ObservedParameters<PositiveProduct, TParameters>(product, parameters), others, pass);
        double[] mean = HeadMeanProduct.Mean(sums, keys.Length);
        for (int j = 0; j < mean.Length; j++) keys[j] += mean[j];
    }

    private static void Watched<TWatched, TObserver, TPass>(TWatched watched, TObserver others, TPass pass)
        where TWatched : struct, IScoreParameters where TObserver : struct, IGradientObserver where TPass : struct, IObservedPass
        => watched.Watch(others, pass);

    /// <summary>[head][Tk] += u_i·(dT_ij + A_ij·(g_i·z_i))⁺; a head's tiles come from one thread.</summary>
    private readonly unsafe struct PositiveProduct(float[] vector, float[][] sums) : IGradientObserver
    {
        public static bool IsEmpty => false;

        public GradientSharing Sharing => GradientSharing.None;

        public void Check(int batch, int heads, int queryCount, int keyCount) { }

        public void Tile(int batch, int head, int firstRow, int rows, int firstKey, int keys, float* weights, float* gradients, int stride, float* deltas)
        {
            Span<float> sum = sums[head].AsSpan(firstKey, keys);
            for (int r = 0; r < rows; r++)
            {
                float u = vector[firstRow + r], delta = deltas[r];
                if (u == 0f) continue;
                float* a = weights + (nint)r * stride, dT = gradients + (nint)r * stride;
                for (int c = 0; c < sum.Length; c++) sum[c] += u * Math.Max(0f, dT[c] + a[c] * delta);
            }
        }

        public void Finish(int batch, int head, int row, float delta) { }
    }
}
