namespace Heed.Lens.WholeMap;

/// <summary>Takes the weights of an attention of one text, tile by tile: those of one head from one thread, keys ascending; heads at once.</summary>
internal interface ITileTaker
{
    void Tile(in WeightTile tile);
}
