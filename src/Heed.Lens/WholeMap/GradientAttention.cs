using Heed.Autograd;
using Heed.Masks;
using Heed.Models;
using Heed.Observers;
using Heed.Scores;

namespace Heed.Lens.WholeMap;

/// <summary>Gradient × attention: A_ij·∂m/∂A_ij of one query in every layer and head, from one forward and one backward pass.</summary>
/// <remarks>
/// ∂m/∂A_ij = g_i·v_j is taken as if weights could move freely: unlike a cut it does not renormalise the row. Its sum over keys is g_i·z_i.
/// </remarks>
public static class GradientAttention
{
    /// <summary>The row of one query.</summary>
    /// <param name="model">The model.</param>
    /// <param name="batch">One text, [1, T]; with its source behind an encoder.</param>
    /// <param name="row">The query.</param>
    /// <param name="metric">Makes the metric, one number, from the last hidden state [T, M].</param>
    /// <param name="stack">Which stack's queries: of the main stack cross-attention is there too.</param>
    /// <returns>One entry an attention, in the order of the pass; 0 where no gradient came.</returns>
    /// <exception cref="HeedException">More than one text, a row outside it, a stack the model does not have, or a metric that is no finite
    /// number.</exception>
    public static IReadOnlyList<PlaceRow> Row(Transformer model, TokenBatch batch, int row, Func<Tape, Tensor, Tensor> metric, MapStack stack = MapStack.Main)
    {
        MapInput.Check(model, batch, row, stack);
        var hook = new Hook(row, stack == MapStack.Encoder);
        MetricPass.Run(model, batch, metric, hook);
        return hook.Places;
    }

    private sealed class Hook(int row, bool encoder) : IHook
    {
        public List<PlaceRow> Places { get; } = [];

        public Tensor Visit(Tape tape, string site, Tensor value) => value;

        public Tensor Attend<TMask, TScore, TParameters>(in AttentionStep step, TMask mask, TScore score, TParameters parameters)
            where TMask : struct, IMask where TScore : struct, IScore where TParameters : struct, IScoreParameters
        {
            if (MapInput.IsEncoder(step.Site) != encoder) return step.Run(mask, score, parameters);
            int keys = step.Inputs.Keys.Length;
            var place = new PlaceRow(step.Site, step.Layer, [.. Enumerable.Range(0, step.Queries.Heads).Select(_ => new float[keys])]);
            Places.Add(place);
            return step.Run(mask, score, new ObservedParameters<OneRow, TParameters>(new OneRow(row, place.Heads), parameters));
        }
    }

    private readonly unsafe struct OneRow(int row, float[][] heads) : IGradientObserver
    {
        public static bool IsEmpty => false;

        public GradientSharing Sharing => GradientSharing.None;

        public void Check(int batch, int heads, int queryCount, int keyCount) { }

        public void Tile(int batch, int head, int firstRow, int rows, int firstKey, int keys, float* weights, float* gradients, int stride, float* deltas)
        {
            int r = row - firstRow;
            if ((uint)r >= (uint)rows) return;
            Span<float> numbers = heads[head].AsSpan(firstKey, keys);
            for (int c = 0; c < keys; c++) numbers[c] = gradients[(nint)r * stride + c] + weights[(nint)r * stride + c] * deltas[r];
        }

        public void Finish(int batch, int head, int row, float delta) { }
    }
}
