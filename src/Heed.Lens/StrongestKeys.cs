using Heed.Autograd;
using Heed.Masks;
using Heed.Models;
using Heed.Observers;
using Heed.Scores;

namespace Heed.Lens;

/// <summary>Every token's strongest key: over the chosen layers and heads the single largest weight on a token that is neither sink nor itself, and the mean
/// share of the sink.</summary>
/// <param name="Token">The query token.</param>
/// <param name="Key">The key; −1 where nothing but sink and itself can be seen.</param>
/// <param name="Weight">Its weight.</param>
/// <param name="Layer">Where.</param>
/// <param name="Head">Where.</param>
/// <param name="SinkShare">Mean share of the sink over the chosen heads.</param>
public sealed record StrongestKeys(int Token, int Key, float Weight, int Layer, int Head, float SinkShare)
{
    /// <summary>Computes it for all tokens in one run of the model, in which each chosen attention is computed twice and its weights are visited: memory
    /// grows with the text, not with its square.</summary>
    /// <exception cref="HeedException">The model is an encoder–decoder, or its weights are no numbers.</exception>
    public static IReadOnlyList<StrongestKeys> Of(LanguageModel model, ReadText read, IReadOnlyList<int> layers, IReadOnlyList<int> heads)
    {
        if (model.Transformer.Blueprint.HasEncoder)
            throw new HeedException("strongest keys: expected a model of one stack, an encoder or a decoder; this one is an encoder–decoder.");
        var watch = new Watch(read, layers, heads);
        using var tape = new Tape(recording: false);
        model.Transformer.Hidden(tape, new TokenBatch(read.Encoding.Ids), hook: watch);
        return watch.Rows;
    }

    private sealed class Watch(ReadText read, IReadOnlyList<int> layers, IReadOnlyList<int> heads) : IHook
    {
        private readonly int[] _sinks = [.. Enumerable.Range(0, read.Length).Where(read.IsSink)];

        public StrongestKeys[] Rows { get; } = [.. Enumerable.Range(0, read.Length).Select(t => new StrongestKeys(t, -1, 0, -1, -1, 0))];

        public Tensor Visit(Tape tape, string site, Tensor value) => value;

        public unsafe Tensor Attend<TMask, TScore, TParameters>(in AttentionStep step, TMask mask, TScore score, TParameters parameters)
            where TMask : struct, IMask where TScore : struct, IScore where TParameters : struct, IScoreParameters
        {
            if (!layers.Contains(step.Layer)) return step.Run(mask, score, parameters);
            AttentionInputs inputs = step.Inputs;
            (int count, int length) = (inputs.Queries.Heads, inputs.Queries.Length);
            using var output = new Tensor([count, length, inputs.Values.Width]);
            using var logSumExp = new Tensor([count, length]);
            Attention.Forward(inputs, HeadView.Contiguous(output.Data, 1, count, length, inputs.Values.Width), logSumExp.Data, mask, score,
                default(NoObserver));
            WeightsAreNumbers.Check(step.Site, logSumExp.Span);
            var visitor = new StrongestOfRows(count, length, _sinks);
            Attention.VisitWeights(inputs, logSumExp.Data, mask, score, visitor);
            foreach (int head in heads) Take(visitor, step.Layer, head);
            return step.Run(mask, score, parameters);
        }

        private void Take(StrongestOfRows found, int layer, int head)
        {
            for (int t = 0; t < Rows.Length; t++)
            {
                int place = head * Rows.Length + t;
                StrongestKeys row = Rows[t] with { SinkShare = Rows[t].SinkShare + found.Sinks[place] / (layers.Count * heads.Count) };
                Rows[t] = found.Weights[place] > row.Weight ? row with { Key = found.Keys[place], Weight = found.Weights[place], Layer = layer, Head = head }
                    : row;
            }
        }
    }
}
