namespace Heed.Masks;

/// <summary>Edges to leave out: a rectangle of queries and keys, of one head or of all.</summary>
/// <param name="Head">Query head; null for all.</param>
/// <param name="Rows">Queries, as positions of the sequence.</param>
/// <param name="Keys">Keys.</param>
public readonly record struct EdgeCut(int? Head, KeyRange Rows, KeyRange Keys)
{
    /// <summary>One edge.</summary>
    public static EdgeCut Edge(int head, int row, int key) => new(head, new KeyRange(row, row + 1), new KeyRange(key, key + 1));

    /// <summary>Whether it has a say about a block of queries.</summary>
    internal bool Concerns(int head, int firstRow, int rows) => (Head is null || Head == head) && Rows.Start < firstRow + rows && Rows.End > firstRow;
}
