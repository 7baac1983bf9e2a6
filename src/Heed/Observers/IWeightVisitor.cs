namespace Heed.Observers;

/// <summary>
/// Is shown the finished weights of a call, or of a <see cref="WeightRegion"/> of it, tile by tile, by <c>Attention.VisitWeights</c>. A small struct the
/// kernel is compiled for.
/// </summary>
public unsafe interface IWeightVisitor
{
    /// <summary>Refuses a call whose sizes it has no room for; called once, before the kernel.</summary>
    /// <exception cref="ArgumentException">It was made for other sizes.</exception>
    void Check(int batch, int heads, int queryCount, int keyCount);

    /// <summary>
    /// One tile. The tiles of one (batch row, head), or of one band of a region, come from one thread, keys in ascending order and queries within them;
    /// tiles without an allowed pair are not shown.
    /// </summary>
    /// <param name="batch">Batch index.</param>
    /// <param name="head">Query head.</param>
    /// <param name="firstRow">First query row.</param>
    /// <param name="rows">Rows in the tile.</param>
    /// <param name="firstKey">First key: a multiple of 256, in a region of 64; there it may lie up to 63 keys before the region's first.</param>
    /// <param name="keys">Keys in the tile.</param>
    /// <param name="weights">A, [rows, keys], rows <paramref name="stride"/> floats apart; 0 where masked, and to the next multiple of 64 keys.</param>
    /// <param name="stride">Floats from one row to the next.</param>
    void Tile(int batch, int head, int firstRow, int rows, int firstKey, int keys, float* weights, int stride);
}
