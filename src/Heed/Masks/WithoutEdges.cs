namespace Heed.Masks;

/// <summary>Everything but some edges: attention knockout (Geva et al. 2023). <c>And</c> it to a model's own mask; the rows it touches are renormalised.
/// <code>
/// without edge (2, 1)
///   x x x x
///   x x x x
///   x . x x
///   x x x x
/// </code>
/// </summary>
/// <param name="cuts">What is left out, of every batch row.</param>
/// <param name="firstRow">Position in the sequence of the call's first query.</param>
/// <remarks>Every cut is asked about every block: meant for hundreds of them, not for a matrix.</remarks>
public readonly struct WithoutEdges(EdgeCut[] cuts, int firstRow = 0) : IMask
{
    /// <inheritdoc/>
    public string Name => cuts.Length == 1 ? "without 1 cut" : $"without {cuts.Length} cuts";

    /// <inheritdoc/>
    public void Check(int batch, int heads, int queryCount, int keyCount)
    {
        if (cuts is null) throw new ArgumentException("without edges: expected a list of cuts; got none.", "mask");
        foreach (EdgeCut cut in cuts)
            if (cut.Head is { } head && (uint)head >= (uint)heads)
                throw new ArgumentException($"without edges: expected heads 0 … {heads - 1}; got {head}.", "mask");
    }

    /// <inheritdoc/>
    public bool Allows(int batch, int head, int row, int key)
    {
        foreach (EdgeCut cut in cuts)
            if (cut.Concerns(head, firstRow + row, 1) && key >= cut.Keys.Start && key < cut.Keys.End) return false;
        return true;
    }

    /// <inheritdoc/>
    public KeyRange Range(int batch, int head, int firstBlockRow, int rows, int keyCount) => new(0, keyCount);

    /// <inheritdoc/>
    public int NextKey(int batch, int head, int firstBlockRow, int rows, int key, int keyCount) => key;

    /// <inheritdoc/>
    public BlockCover Cover(int batch, int head, int firstBlockRow, int rows, int firstKey, int keys)
    {
        var block = new KeyRange(firstKey, firstKey + keys);
        foreach (EdgeCut cut in cuts)
            if (cut.Concerns(head, firstRow + firstBlockRow, rows) && !cut.Keys.Intersect(block).IsEmpty) return BlockCover.Mixed;
        return BlockCover.Whole;
    }

    /// <inheritdoc/>
    public ulong Row64(int batch, int head, int row, int firstKey)
    {
        ulong bits = ulong.MaxValue;
        foreach (EdgeCut cut in cuts)
            if (cut.Concerns(head, firstRow + row, 1)) bits &= ~cut.Keys.Bits64(firstKey);
        return bits;
    }
}
