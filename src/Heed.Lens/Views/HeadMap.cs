namespace Heed.Lens.Views;

/// <summary>One head's weights as a picture needs them: exact for short texts, the largest of each block of queries and keys for long ones.</summary>
/// <param name="Attention">Which: <c>blocks.N.attn</c>.</param>
/// <param name="Layer">N.</param>
/// <param name="Head">Query head.</param>
/// <param name="Queries">Tq.</param>
/// <param name="Keys">Tk.</param>
/// <param name="Block">Queries and keys a block: 1 where the cells are the weights themselves.</param>
/// <param name="Cells">[⌈Tq/block⌉, ⌈Tk/block⌉], 0 … 1.</param>
public sealed record HeadMap(string Attention, int Layer, int Head, int Queries, int Keys, int Block, float[] Cells)
{
    /// <summary>Cells a side of a picture at most: 9,216 in all.</summary>
    public const int MostCells = 96;

    /// <summary>Rows of cells.</summary>
    public int Rows => (Queries + Block - 1) / Block;

    /// <summary>Columns of cells.</summary>
    public int Columns => (Keys + Block - 1) / Block;

    /// <summary>A cell.</summary>
    /// <param name="row">Its row.</param>
    /// <param name="column">Its column.</param>
    public float this[int row, int column] => Cells[row * Columns + column];

    /// <summary>The size of block with which a text fits.</summary>
    /// <param name="length">The longer of queries and keys.</param>
    /// <param name="most">Cells a side at most.</param>
    public static int BlockFor(int length, int most) => Math.Max(1, (length + most - 1) / most);
}
