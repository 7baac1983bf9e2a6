using Heed.Autograd;
using Heed.Masks;
using Heed.Models;
using Heed.Observers;
using Heed.Scores;

namespace Heed.Lens;

/// <summary>The attention weights of chosen query rows in every layer and head, a block of rows at a time: never Tq × Tk numbers.</summary>
public static class AttentionRows
{
    /// <summary>Rows computed at once.</summary>
    private const int RowsAtOnce = 32;

    /// <summary>Runs the model once and hands out the rows.</summary>
    /// <param name="model">The model.</param>
    /// <param name="batch">One text.</param>
    /// <param name="rows">Query rows.</param>
    /// <param name="take">Called for every layer, head and row with the weights over all keys, valid during the call.</param>
    /// <exception cref="HeedException">The model's weights are no numbers.</exception>
    /// <remarks>Of an encoder–decoder, the rows are those of its encoder, which reads the text.</remarks>
    public static void Visit(Transformer model, TokenBatch batch, IReadOnlyList<int> rows, RowTaker take)
    {
        using var tape = new Tape(recording: false);
        var hook = new Rows(rows, take);
        _ = model.Blueprint.HasEncoder ? model.Encode(tape, batch, hook) : model.Hidden(tape, batch, hook: hook);
    }

    /// <summary>Layers of the stack that reads the text.</summary>
    public static int Layers(Blueprint blueprint) => blueprint.HasEncoder ? blueprint.EncoderLayers : blueprint.Layers;

    /// <summary>The name of that stack's attention in a layer.</summary>
    public static string Attention(Blueprint blueprint, int layer) => $"{(blueprint.HasEncoder ? "encoder." : "")}blocks.{layer}.attn";

    /// <summary>Receives the weights of one row.</summary>
    /// <param name="layer">Layer.</param>
    /// <param name="head">Query head.</param>
    /// <param name="row">Query row.</param>
    /// <param name="weights">[Tk].</param>
    public delegate void RowTaker(int layer, int head, int row, ReadOnlySpan<float> weights);

    private sealed class Rows(IReadOnlyList<int> rows, RowTaker take) : IHook
    {
        public Tensor Visit(Tape tape, string site, Tensor value) => value;

        public unsafe Tensor Attend<TMask, TScore, TParameters>(in AttentionStep step, TMask mask, TScore score, TParameters parameters)
            where TMask : struct, IMask where TScore : struct, IScore where TParameters : struct, IScoreParameters
        {
            (AttentionInputs inputs, int layer) = (step.Inputs, step.Layer);
            HeadView q = inputs.Queries;
            int keys = inputs.Keys.Length;
            for (int first = 0; first < rows.Count; first += RowsAtOnce)
            {
                int[] chosen = [.. rows.Skip(first).Take(RowsAtOnce)];
                using var output = new Tensor([q.Heads, q.Length, inputs.Values.Width]);
                using var weights = new Tensor([q.Heads, chosen.Length, keys]);
                var observer = new RowWeights(chosen, 1, q.Heads, q.Length, keys, weights.Data);
                // Rows that nobody asked for cost nothing.
                var some = new And<TMask, SomeRows>(mask, new SomeRows(new KeyRange(chosen.Min(), chosen.Max() + 1)));
                Heed.Attention.Forward(inputs, HeadView.Contiguous(output.Data, 1, q.Heads, q.Length, inputs.Values.Width), null, some, score,
                    observer);
                if (!System.Numerics.Tensors.TensorPrimitives.IsFiniteAll<float>(weights.Span))
                    throw new HeedException($"layer {layer}: attention weights are no numbers. The model's weights are damaged.");
                for (int h = 0; h < q.Heads; h++)
                    for (int r = 0; r < chosen.Length; r++)
                        take(layer, h, chosen[r], weights.Span.Slice((h * chosen.Length + r) * keys, keys));
            }
            return step.Run(mask, score, parameters);
        }
    }
}
