using Heed.Observers;

namespace Heed.Lens.WholeMap;

/// <summary>Hands the kernel's tiles to an object: the kernel is compiled once for all takers.</summary>
internal readonly unsafe struct TileVisitor(ITileTaker taker) : IWeightVisitor
{
    public void Check(int batch, int heads, int queryCount, int keyCount)
    {
        if (batch != 1) throw new ArgumentException($"tiles: expected one text; got a batch of {batch}.", nameof(batch));
    }

    public void Tile(int batch, int head, int firstRow, int rows, int firstKey, int keys, float* weights, int stride)
        => taker.Tile(new WeightTile(head, firstRow, rows, firstKey, keys, weights, stride));
}
