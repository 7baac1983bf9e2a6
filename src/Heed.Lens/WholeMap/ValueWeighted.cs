using System.Numerics.Tensors;
using Heed.Autograd;
using Heed.Masks;
using Heed.Models;
using Heed.Observers;
using Heed.Scores;
using Tensor = Heed.Autograd.Tensor;

namespace Heed.Lens.WholeMap;

/// <summary>
/// Value-weighted attention: how long the vector is that a key sends into the residual stream, A_ij‖v_j W_O^h‖ a head and ‖Σ_h A_ij v_j W_O^h‖ over
/// all heads.
/// Source: Kobayashi, Kuribayashi, Yokoi and Inui, "Attention is Not Only a Weight: Analyzing Transformers with Vector Norms" (2020).
/// </summary>
/// <remarks>
/// Values are taken with the bias of their map, as the paper takes them; the bias of the output map is no key's and left out. A norm that follows the
/// output map (OLMo 2, Gemma)
/// is not applied. Cross-attention is defined like any other.
/// </remarks>
public static class ValueWeighted
{
    /// <summary>The row of one query in every layer, from one forward pass.</summary>
    /// <param name="model">The model.</param>
    /// <param name="batch">One text, [1, T]; with its source behind an encoder.</param>
    /// <param name="row">The query.</param>
    /// <param name="stack">Which stack's queries: of the main stack cross-attention is there too.</param>
    /// <returns>One entry an attention, in the order of the pass.</returns>
    /// <exception cref="HeedException">More than one text, a row outside it, or a stack the model does not have.</exception>
    public static IReadOnlyList<ValueWeightedRow> Row(Transformer model, TokenBatch batch, int row, MapStack stack = MapStack.Main)
    {
        MapInput.Check(model, batch, row, stack);
        var hook = new Hook(model, row, stack == MapStack.Encoder);
        using var tape = new Tape(recording: false);
        _ = stack == MapStack.Encoder ? model.Encode(tape, batch.Source!, hook) : model.Hidden(tape, batch, hook: hook);
        return hook.Places;
    }

    private sealed class Hook(Transformer model, int row, bool encoder) : IHook
    {
        public List<ValueWeightedRow> Places { get; } = [];

        public Tensor Visit(Tape tape, string site, Tensor value) => value;

        public unsafe Tensor Attend<TMask, TScore, TParameters>(in AttentionStep step, TMask mask, TScore score, TParameters parameters)
            where TMask : struct, IMask where TScore : struct, IScore where TParameters : struct, IScoreParameters
        {
            if (MapInput.IsEncoder(step.Site) != encoder) return step.Run(mask, score, parameters);
            AttentionInputs inputs = step.Inputs;
            (HeadView q, int keys, int width) = (inputs.Queries, inputs.Keys.Length, inputs.Values.Width);
            Tensor output = step.Tape.Allocate(q.Length, q.Heads * width), weights = step.Tape.Allocate(q.Heads, keys);
            Attention.Forward(
                inputs, HeadView.Interleaved(output.Data, 1, q.Heads, q.Length, width, output.Columns), null, mask, score,
                new RowWeights([row], 1, q.Heads, q.Length, keys, weights.Data));
            // Without a tape that records, the rows live until the hook's caller goes on: measure them now.
            Places.Add(Measure(step, inputs, weights.Span));
            return output;
        }

        private unsafe ValueWeightedRow Measure(in AttentionStep step, AttentionInputs inputs, ReadOnlySpan<float> weights)
        {
            OutputMap map = OutputMap.Of(model, step.Site);
            (int heads, int keys, int width, int group) = (inputs.Queries.Heads, inputs.Keys.Length, inputs.Values.Width, inputs.Group);
            var single = new float[heads][];
            var sums = new float[keys * map.Width];
            var sent = new float[map.Width];
            for (int h = 0; h < heads; h++)
            {
                single[h] = new float[keys];
                for (int j = 0; j < keys; j++)
                {
                    float a = weights[h * keys + j];
                    if (a == 0f) continue;
                    map.Apply(h, new ReadOnlySpan<float>(inputs.Values.Row(0, h / group, j), width), sent);
                    single[h][j] = a * TensorPrimitives.Norm(sent);
                    Span<float> sum = sums.AsSpan(j * map.Width, map.Width);
                    TensorPrimitives.MultiplyAdd(sent, a, sum, sum);
                }
            }
            float[] together = [.. Enumerable.Range(0, keys).Select(j => TensorPrimitives.Norm(sums.AsSpan(j * map.Width, map.Width)))];
            return new ValueWeightedRow(step.Site, step.Layer, single, together);
        }
    }
}
