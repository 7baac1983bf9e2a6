namespace Heed.Masks;

/// <summary>
/// Whole blocks of pairs, listed in a table: block (r, c) holds queries r·rowsPerBlock … and keys c·keysPerBlock …. What is
/// not listed is never computed.
/// </summary>
/// <remarks>The mechanism of block-sparse attention (Child et al. 2019; Zaheer et al. 2020). All heads and batch
/// rows share the table.</remarks>
public readonly struct BlockSparse : IMask
{
    private readonly int[][] _blocks; // per row of blocks its blocks of keys, ascending
    private readonly int _rowsPerBlock, _keysPerBlock, _keyBlocks;

    /// <summary>Takes a table.</summary>
    /// <param name="table">For every block of queries the numbers of the blocks of keys it sees.</param>
    /// <param name="rowsPerBlock">Queries in a block.</param>
    /// <param name="keysPerBlock">Keys in a block.</param>
    /// <param name="keyBlocks">Blocks of keys.</param>
    /// <param name="name">What <see cref="Name"/> says.</param>
    /// <exception cref="ArgumentException">A size below 1, or a block outside.</exception>
    public BlockSparse(IReadOnlyList<int[]> table, int rowsPerBlock, int keysPerBlock, int keyBlocks, string? name = null)
    {
        ArgumentNullException.ThrowIfNull(table);
        Argument.AtLeast(1, rowsPerBlock, nameof(rowsPerBlock));
        Argument.AtLeast(1, keysPerBlock, nameof(keysPerBlock));
        Argument.AtLeast(0, keyBlocks, nameof(keyBlocks));
        _blocks = new int[table.Count][];
        for (int r = 0; r < table.Count; r++)
        {
            if (table[r] is null)
                throw new ArgumentException($"table: expected a list of blocks of keys for block {r} of queries; got null.", nameof(table));
            foreach (int block in table[r])
                if ((uint)block >= (uint)keyBlocks)
                    throw new ArgumentException(
                        $"table: expected blocks of keys 0 … {keyBlocks - 1}; got {block} for block {r} of queries.", nameof(table));
            _blocks[r] = [.. table[r].Distinct().Order()];
        }
        (_rowsPerBlock, _keysPerBlock, _keyBlocks) = (rowsPerBlock, keysPerBlock, keyBlocks);
        Name = name ?? $"blocks({rowsPerBlock}×{keysPerBlock})";
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public void Check(int batch, int heads, int queryCount, int keyCount)
    {
        if (_blocks is null || (long)_blocks.Length * _rowsPerBlock < queryCount || (long)_keyBlocks * _keysPerBlock < keyCount)
            throw new ArgumentException(
                $"block-sparse: expected a table for Tq={queryCount} and Tk={keyCount}; "
                + $"got {_blocks?.Length ?? 0} × {_rowsPerBlock} queries and {_keyBlocks} × {_keysPerBlock} keys.", "mask");
    }

    /// <inheritdoc/>
    public bool Allows(int batch, int head, int row, int key) => Array.BinarySearch(_blocks[row / _rowsPerBlock], key / _keysPerBlock) >= 0;

    /// <inheritdoc/>
    public KeyRange Range(int batch, int head, int firstRow, int rows, int keyCount)
    {
        KeyRange range = default;
        for (int r = firstRow / _rowsPerBlock; r <= (firstRow + rows - 1) / _rowsPerBlock; r++)
            if (_blocks[r].Length > 0) range = range.Around(new KeyRange(Start(_blocks[r][0]), Start(_blocks[r][^1] + 1)));
        return range.Intersect(new KeyRange(0, keyCount));
    }

    /// <inheritdoc/>
    public int NextKey(int batch, int head, int firstRow, int rows, int key, int keyCount)
    {
        int next = keyCount;
        for (int r = firstRow / _rowsPerBlock; r <= (firstRow + rows - 1) / _rowsPerBlock; r++)
        {
            int place = From(_blocks[r], key / _keysPerBlock);
            if (place < _blocks[r].Length) next = Math.Min(next, Math.Max(key, Start(_blocks[r][place])));
        }
        return next;
    }

    /// <inheritdoc/>
    public BlockCover Cover(int batch, int head, int firstRow, int rows, int firstKey, int keys)
    {
        int first = firstKey / _keysPerBlock, last = (firstKey + keys - 1) / _keysPerBlock;
        bool some = false, all = true;
        for (int r = firstRow / _rowsPerBlock; r <= (firstRow + rows - 1) / _rowsPerBlock; r++)
        {
            int count = From(_blocks[r], last + 1) - From(_blocks[r], first);
            some |= count > 0;
            all &= count == last - first + 1;
        }
        return all ? BlockCover.Whole : some ? BlockCover.Mixed : BlockCover.Empty;
    }

    /// <inheritdoc/>
    public ulong Row64(int batch, int head, int row, int firstKey)
    {
        int[] blocks = _blocks[row / _rowsPerBlock];
        ulong bits = 0;
        for (int place = From(blocks, firstKey / _keysPerBlock); place < blocks.Length && Start(blocks[place]) < (long)firstKey
            + 64; place++)
            bits |= new KeyRange(Start(blocks[place]), Start(blocks[place] + 1)).Bits64(firstKey);
        return bits;
    }

    private int Start(int block) => (int)Math.Min((long)block * _keysPerBlock, int.MaxValue);

    /// <summary>The place of the first block at or after <paramref name="block"/>.</summary>
    private static int From(int[] blocks, int block)
    {
        int place = Array.BinarySearch(blocks, block);
        return place < 0 ? ~place : place;
    }
}
