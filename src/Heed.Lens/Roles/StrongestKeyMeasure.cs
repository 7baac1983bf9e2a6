using Heed.Lens.WholeMap;

namespace Heed.Lens.Roles;

/// <summary>A measure of the strongest key of some queries.</summary>
public abstract class StrongestKeyMeasure : HeadMeasure
{
    private float[] _largest = [];
    private int[] _keys = [];

    /// <summary>Whether a query matters.</summary>
    protected abstract bool Wants(HeadCall call, int row);

    /// <summary>Whether a key is left out.</summary>
    protected virtual bool Skips(HeadCall call, int row, int key) => false;

    /// <summary>The strongest key of a query; −1 where every key is left out or has no weight. Of equal weights the first counts.</summary>
    protected int Strongest(HeadCall call, int head, int row) => _keys[head * call.Queries + row];

    /// <summary>Its weight; 0 where there is none.</summary>
    protected float Weight(HeadCall call, int head, int row) => _largest[head * call.Queries + row];

    /// <inheritdoc/>
    public override void Begin(HeadCall call)
    {
        if (_keys.Length < call.Heads * call.Queries) (_largest, _keys) = (new float[call.Heads * call.Queries], new int[call.Heads * call.Queries]);
        _largest.AsSpan().Clear();
        _keys.AsSpan().Fill(-1);
    }

    /// <inheritdoc/>
    public sealed override void Tile(HeadCall call, in WeightTile tile)
    {
        for (int r = 0; r < tile.Rows; r++)
        {
            int row = tile.FirstRow + r, place = tile.Head * call.Queries + row;
            if (!Wants(call, row)) continue;
            ReadOnlySpan<float> weights = tile.Row(r);
            for (int c = 0; c < weights.Length; c++)
                if (weights[c] > _largest[place] && !Skips(call, row, tile.FirstKey + c)) (_largest[place], _keys[place]) = (weights[c], tile.FirstKey + c);
        }
    }
}
