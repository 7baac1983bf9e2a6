using Heed.Autograd;
using Heed.Masks;
using Heed.Models;
using Heed.Scores;

namespace Heed.Lens.Tests.Planted;

/// <summary>Really cuts an edge: a mask that hides one pair, beside the model's own.</summary>
internal sealed class CutEdge(string site, int head, int query, int key) : IHook
{
    public Tensor Visit(Tape tape, string where, Tensor value) => value;

    public Tensor Attend<TMask, TScore, TParameters>(in AttentionStep step, TMask mask, TScore score, TParameters parameters)
        where TMask : struct, IMask where TScore : struct, IScore where TParameters : struct, IScoreParameters
        => step.Site == site ? step.Run(mask.And(new Where<AllBut>(new AllBut(head, query, key))), score, parameters) : step.Run(mask, score, parameters);

    private readonly struct AllBut(int head, int query, int key) : IPairRule
    {
        public string Name => "cut";

        public bool Allows(int batch, int h, int row, int k) => h != head || row != query || k != key;
    }
}
