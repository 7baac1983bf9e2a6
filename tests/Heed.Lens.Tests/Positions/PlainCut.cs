using Heed.Autograd;
using Heed.Masks;
using Heed.Models;
using Heed.Scores;

namespace Heed.Lens.Tests.Positions;

/// <summary>Attention in plain loops and <c>double</c>, with the keys of a span at −∞ for every query after it.</summary>
internal sealed class PlainCut(KeyRange span) : IHook
{
    public Tensor Visit(Tape tape, string site, Tensor value) => value;

    public unsafe Tensor Attend<TMask, TScore, TParameters>(in AttentionStep step, TMask mask, TScore score, TParameters parameters)
        where TMask : struct, IMask where TScore : struct, IScore where TParameters : struct, IScoreParameters
    {
        Assert.True(TScore.IsIdentity);
        Tensor z = step.Run(mask, score, parameters); // its shape; every number is overwritten
        AttentionInputs inputs = step.Inputs;
        HeadView q = inputs.Queries, k = inputs.Keys, v = inputs.Values;
        var scores = new double[k.Length];
        for (int head = 0; head < q.Heads; head++)
            for (int row = 0; row < q.Length; row++)
            {
                int keyHead = head / inputs.Group;
                double largest = double.NegativeInfinity, sum = 0;
                for (int key = 0; key < k.Length; key++)
                {
                    double dot = 0;
                    for (int d = 0; d < q.Width; d++) dot += (double)q.Row(0, head, row)[d] * k.Row(0, keyHead, key)[d];
                    bool cut = row >= span.End && key >= span.Start && key < span.End;
                    scores[key] = cut || !mask.Allows(0, head, row, key) ? double.NegativeInfinity : dot * inputs.Scale;
                    largest = Math.Max(largest, scores[key]);
                }
                for (int key = 0; key < k.Length; key++) sum += scores[key] = Math.Exp(scores[key] - largest);
                for (int d = 0; d < v.Width; d++)
                {
                    double value = 0;
                    for (int key = 0; key < k.Length; key++) value += scores[key] / sum * v.Row(0, keyHead, key)[d];
                    z.Span[row * z.Columns + head * v.Width + d] = (float)value;
                }
            }
        return z;
    }
}
