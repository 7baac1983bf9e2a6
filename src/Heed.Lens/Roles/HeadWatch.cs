using Heed.Autograd;
using Heed.Lens.WholeMap;
using Heed.Masks;
using Heed.Models;
using Heed.Observers;
using Heed.Scores;

namespace Heed.Lens.Roles;

/// <summary>Shows measures the attentions of a sample.</summary>
internal sealed class HeadWatch(HeadSample sample, IReadOnlyList<HeadPlace> places, IReadOnlyList<IHeadMeasure> measures) : IHook
{
    public Tensor Visit(Tape tape, string site, Tensor value) => value;

    public unsafe Tensor Attend<TMask, TScore, TParameters>(in AttentionStep step, TMask mask, TScore score, TParameters parameters)
        where TMask : struct, IMask where TScore : struct, IScore where TParameters : struct, IScoreParameters
    {
        int index = 0;
        while (places[index].Site != step.Site) index++;
        IHeadMeasure[] watching = [.. measures.Where(measure => measure.Uses(sample, places[index]))];
        if (watching.Length == 0) return step.Run(mask, score, parameters);
        AttentionInputs inputs = step.Inputs;
        (HeadView q, int width) = (inputs.Queries, inputs.Values.Width);
        Tensor output = step.Tape.Allocate(q.Length, q.Heads * width);
        using var logSumExp = new Tensor([q.Heads, q.Length]);
        Attention.Forward(
            inputs, HeadView.Interleaved(output.Data, 1, q.Heads, q.Length, width, output.Columns), logSumExp.Data, mask, score, default(NoObserver));
        foreach (float number in logSumExp.Span)
            if (float.IsNaN(number) || float.IsPositiveInfinity(number))
                throw new HeedException($"{step.Site}: attention weights are no numbers. The model's weights are damaged.");
        var call = new HeadCall(sample, places[index], index, inputs, output);
        foreach (IHeadMeasure measure in watching) measure.Begin(call);
        Attention.VisitWeights(inputs, logSumExp.Data, mask, score, new TileVisitor(new Tiles(call, watching)));
        foreach (IHeadMeasure measure in watching) measure.End(call);
        return output;
    }

    private sealed class Tiles(HeadCall call, IHeadMeasure[] measures) : ITileTaker
    {
        public void Tile(in WeightTile tile)
        {
            foreach (IHeadMeasure measure in measures) measure.Tile(call, tile);
        }
    }
}
