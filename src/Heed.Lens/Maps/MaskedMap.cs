using Heed.Masks;
using Heed.Observers;
using Heed.Scores;

namespace Heed.Lens.Maps;

/// <summary>A map with the mask and the change to the scores that its attention had: the kernel is compiled for both.</summary>
internal sealed unsafe class MaskedMap<TMask, TScore>(MapNumbers numbers, TMask mask, TScore score) : AttentionMap(numbers)
    where TMask : struct, IMask where TScore : struct, IScore
{
    /// <inheritdoc/>
    public override string MaskName => mask.Name;

    /// <inheritdoc/>
    public override string ScoreName => score.Name;

    private protected override void Visit(int head, KeyRange rows, KeyRange keys, float[] weights)
    {
        fixed (float* first = weights)
            Numbers.Visit(mask, score, new WeightWindow(0, head, rows, keys, first), new WeightRegion(0, head, rows, keys));
    }

    private protected override CellTile Reduce(int head, int level, KeyRange rows, KeyRange keys)
    {
        var cells = new WeightCells<TMask>(mask, new WeightRegion(0, head, rows, keys), level);
        Numbers.Visit(mask, score, cells, cells.Region);
        float[] largest = cells.Largest.ToArray(), mean = new float[largest.Length];
        for (int cell = 0; cell < mean.Length; cell++)
        {
            if (cells.Allowed[cell] > 0) mean[cell] = (float)(cells.Sums[cell] / cells.Allowed[cell]);
            if (float.IsNaN(mean[cell])) largest[cell] = float.NaN;
        }
        return new(head, level, rows.Start, keys.Start, cells.Rows, cells.Columns, largest, mean, cells.Allowed.ToArray());
    }
}
