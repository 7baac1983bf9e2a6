using Heed.Lens.WholeMap;

namespace Heed.Lens.Roles;

/// <summary>The mean weight on one key that each query has.</summary>
public abstract class TargetMeasure : HeadMeasure
{
    /// <summary>The key of a query; −1 where it has none and does not count.</summary>
    protected abstract int Target(HeadCall call, int row);

    /// <inheritdoc/>
    public sealed override void Tile(HeadCall call, in WeightTile tile)
    {
        for (int r = 0; r < tile.Rows; r++)
        {
            int at = Target(call, tile.FirstRow + r) - tile.FirstKey;
            if ((uint)at < (uint)tile.Keys) Add(call, tile.Head, tile.Row(r)[at]);
        }
    }

    /// <inheritdoc/>
    public sealed override void End(HeadCall call)
    {
        int rows = 0;
        for (int row = 0; row < call.Queries; row++)
            if (Target(call, row) >= 0) rows++;
        Count(call, rows);
    }
}
