using Heed.Autograd;
using Heed.Masks;
using Heed.Models;
using Heed.Scores;

namespace Heed.Lens.WholeMap;

/// <summary>An attention of a pass whose queries, keys and log-sum-exp are kept, so that its weights can be visited when they are needed.</summary>
internal abstract class KeptAttention(AttentionStep step, Tensor logSumExp)
{
    public string Site => step.Site;

    public int Heads => step.Inputs.Queries.Heads;

    public int Queries => step.Inputs.Queries.Length;

    public int Keys => step.Inputs.Keys.Length;

    /// <summary>Whether a query sees no key at all: its weights are all 0.</summary>
    public bool SeesNothing(int row) => float.IsNegativeInfinity(logSumExp.Span[row]);

    /// <summary>Shows all weights.</summary>
    public abstract void Visit(ITileTaker taker);

    /// <summary>Keeps an attention, and computes it.</summary>
    /// <returns>What is kept, and z, [T, Hq·D].</returns>
    public static unsafe (KeptAttention Kept, Tensor Output) Of<TMask, TScore>(AttentionStep step, TMask mask, TScore score)
        where TMask : struct, IMask where TScore : struct, IScore
    {
        AttentionInputs inputs = step.Inputs;
        (HeadView q, int width) = (inputs.Queries, inputs.Values.Width);
        Tensor output = step.Tape.Allocate(q.Length, q.Heads * width), logSumExp = step.Tape.Allocate(q.Heads, q.Length);
        Attention.Forward(
            inputs, HeadView.Interleaved(output.Data, 1, q.Heads, q.Length, width, output.Columns), logSumExp.Data, mask, score, default(Observers.NoObserver));
        return (new Masked<TMask, TScore>(step, logSumExp, mask, score), output);
    }

    private sealed class Masked<TMask, TScore>(AttentionStep step, Tensor logSumExp, TMask mask, TScore score) : KeptAttention(step, logSumExp)
        where TMask : struct, IMask where TScore : struct, IScore
    {
        private readonly AttentionStep _step = step;
        private readonly Tensor _logSumExp = logSumExp;

        public override unsafe void Visit(ITileTaker taker)
        {
            if (_step.Inputs.Keys.Length > 0) Attention.VisitWeights(_step.Inputs, _logSumExp.Data, mask, score, new TileVisitor(taker));
        }
    }
}
