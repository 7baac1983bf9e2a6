namespace Heed;

/// <summary>
/// The work items of a forward pass: blocks of queries, each of one head. As large as the second-level cache holds beside a tile of keys and
/// values, so that packing the tile is a small part of the work; a quarter of that in the last eighth of the heads, so that threads end
/// together; smaller where there would be too few to share. No row's result depends on its block.
/// </summary>
internal readonly struct QueryBlocks
{
    private const int MostTiles = 16, FewestItems = 24, CachedFloats = 72 * 1024;

    private readonly int _heads, _length, _largeHeads, _large, _small;

    /// <summary>Cuts the queries.</summary>
    /// <param name="q">[B, Hq, Tq, D].</param>
    public QueryBlocks(HeadView q)
    {
        (_heads, _length) = (q.Heads, q.Length);
        int all = q.Batch * q.Heads, needed = Blocks(AttentionTiles.Rows);
        int tiles = Math.Min(Math.Max(needed, 1), Math.Clamp(CachedFloats / (q.Width * AttentionTiles.Rows), 1, MostTiles));
        while (tiles > 1 && all * ((needed - 1) / tiles + 1) < FewestItems) tiles = (tiles + 1) / 2;
        MostRows = tiles * AttentionTiles.Rows;
        _large = Blocks(MostRows);
        int small = (tiles + 3) / 4;
        _small = Blocks(small * AttentionTiles.Rows);
        _largeHeads = all - (all + 7) / 8;
        Count = _largeHeads * _large + (all - _largeHeads) * _small;
    }

    /// <summary>Queries in the largest block.</summary>
    public int MostRows { get; }

    /// <summary>Work items.</summary>
    public int Count { get; }

    /// <summary>One block. Of a head's blocks the last comes first: under a causal mask it is the longest.</summary>
    public (int Batch, int Head, int Row0, int Rows) this[int item]
    {
        get
        {
            int past = item - _largeHeads * _large, blocks = past < 0 ? _large : _small;
            (int batchHead, int index) = Math.DivRem(past < 0 ? item : past, blocks);
            if (past >= 0) batchHead += _largeHeads;
            // Blocks of a head are as equal as whole tiles allow.
            int tiles = Blocks(AttentionTiles.Rows), place = blocks - 1 - index;
            int first = (int)((long)tiles * place / blocks) * AttentionTiles.Rows, end = (int)((long)tiles * (place + 1) / blocks) * AttentionTiles.Rows;
            return (batchHead / _heads, batchHead % _heads, first, Math.Min(end, _length) - first);
        }
    }

    private int Blocks(int rows) => (_length + rows - 1) / rows;
}
