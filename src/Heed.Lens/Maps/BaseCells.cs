namespace Heed.Lens.Maps;

/// <summary>A tile of a pyramid's base level as it is kept: 12 bytes a cell, and nothing where the mask allows nothing.</summary>
/// <param name="Columns">Cells from left to right.</param>
/// <param name="Largest">[Rows, Columns]: the largest weight.</param>
/// <param name="Mean">[Rows, Columns]: the sum of the weights over the allowed pairs.</param>
/// <param name="Allowed">[Rows, Columns]: their number.</param>
internal sealed record BaseCells(int Columns, float[] Largest, float[] Mean, int[] Allowed)
{
    private const int CellBytes = 2 * sizeof(float) + sizeof(int);

    /// <summary>What it takes.</summary>
    public long Bytes => (long)CellBytes * Allowed.Length;

    /// <summary>Keeps a tile.</summary>
    public static BaseCells Of(CellTile tile)
    {
        if (tile.Allowed.AsSpan().IndexOfAnyExcept(0L) < 0) return new BaseCells(tile.Columns, [], [], []);
        var allowed = new int[tile.Allowed.Length];
        // A cell of the base level is the square of a 2048th of the plane's side: below 2³¹ pairs up to 94 million tokens.
        for (int cell = 0; cell < allowed.Length; cell++) allowed[cell] = checked((int)tile.Allowed[cell]);
        return new BaseCells(tile.Columns, tile.Largest, tile.Mean, allowed);
    }
}
