namespace Heed.Lens.Maps;

/// <summary>A coarse tile of a map: cells of 2ⁿ × 2ⁿ queries and keys of one head.</summary>
/// <param name="Head">Query head.</param>
/// <param name="Level">n; at 0 a cell is one pair.</param>
/// <param name="FirstRow">First query, a multiple of 256·2ⁿ.</param>
/// <param name="FirstKey">First key, a multiple of 256·2ⁿ.</param>
/// <param name="Rows">Cells from top to bottom, at most 256; the last may hold fewer queries.</param>
/// <param name="Columns">Cells from left to right, at most 256; the last may hold fewer keys.</param>
/// <param name="Largest">[Rows, Columns]: the largest weight of a cell's allowed pairs, 0 where there is none.</param>
/// <param name="Mean">[Rows, Columns]: the sum of a cell's weights over the number of its pairs that the mask allows, 0 where there is none.</param>
/// <param name="Allowed">[Rows, Columns]: that number. A cell at the edge of the plane or of the mask has fewer than 4ⁿ pairs; one with 0 is hidden.</param>
public sealed record CellTile(
    int Head, int Level, int FirstRow, int FirstKey, int Rows, int Columns, float[] Largest, float[] Mean, long[] Allowed)
{
    /// <summary>Queries, and keys, of a whole cell: 2ⁿ.</summary>
    public int Side => 1 << Level;
}
