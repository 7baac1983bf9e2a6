using Heed.Autograd;
using Heed.Masks;
using Heed.Models;
using Heed.Scores;

namespace Heed.Lens.Views;

/// <summary>Computes <see cref="HeadMap"/>s in one run of a model: never Tq × Tk numbers, only the cells.</summary>
public static class HeadMaps
{
    /// <summary>Runs the model once.</summary>
    /// <param name="model">The model.</param>
    /// <param name="batch">One text.</param>
    /// <param name="most">Cells a side at most.</param>
    /// <param name="wanted">Whether an attention (<c>blocks.N.attn</c>) and head is wanted; all where left out.</param>
    /// <returns>In the order of the run.</returns>
    /// <exception cref="HeedException">Weights are no numbers: the model is damaged.</exception>
    public static IReadOnlyList<HeadMap> Of(Transformer model, TokenBatch batch, int most, Func<string, int, bool>? wanted = null)
    {
        var hook = new Watch(most, wanted ?? ((_, _) => true));
        using var tape = new Tape(recording: false);
        model.Hidden(tape, batch, hook: hook);
        return hook.Maps;
    }

    private sealed class Watch(int most, Func<string, int, bool> wanted) : IHook
    {
        public List<HeadMap> Maps { get; } = [];

        public Tensor Visit(Tape tape, string site, Tensor value) => value;

        public unsafe Tensor Attend<TMask, TScore, TParameters>(in AttentionStep step, TMask mask, TScore score, TParameters parameters)
            where TMask : struct, IMask where TScore : struct, IScore where TParameters : struct, IScoreParameters
        {
            AttentionInputs inputs = step.Inputs;
            (string site, int heads, int queries, int keys) = (step.Site, inputs.Queries.Heads, inputs.Queries.Length, inputs.Keys.Length);
            int block = HeadMap.BlockFor(Math.Max(queries, keys), most);
            var maps = new HeadMap?[heads];
            for (int h = 0; h < heads; h++)
                if (wanted(site, h)) maps[h] = new HeadMap(site, step.Layer, h, queries, keys, block,
                    new float[((queries + block - 1) / block) * ((keys + block - 1) / block)]);
            if (!maps.Any(map => map is not null)) return step.Run(mask, score, parameters);
            using var output = new Tensor([heads, queries, inputs.Values.Width]);
            using var logSumExp = new Tensor([heads, queries]);
            Attention.Forward(inputs, HeadView.Contiguous(output.Data, 1, heads, queries, inputs.Values.Width), logSumExp.Data, mask, score,
                default(Observers.NoObserver));
            WeightsAreNumbers.Check(site, logSumExp.Span);
            Attention.VisitWeights(inputs, logSumExp.Data, mask, score, new BlockMaximum(maps, queries, keys, block));
            Maps.AddRange(maps.OfType<HeadMap>());
            return step.Run(mask, score, parameters);
        }
    }
}
