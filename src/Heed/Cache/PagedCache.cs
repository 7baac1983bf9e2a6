namespace Heed.Cache;

/// <summary>
/// Sequences as tables of pages from a <see cref="PagePool"/>. Sequences with a common beginning share its pages; the first to write into a shared
/// page gets its own copy of it.
/// </summary>
/// <remarks>
/// <para>Appending takes pages as they are needed. Where the pool has too few, <see cref="OutOfPagesException"/> is thrown before any row of
/// the append is written.</para>
/// <para>See <see cref="AttentionCache"/> for shapes, ownership and threads; other caches of the pool may be written to at the same time.
/// Source: Kwon et al. 2023 (PagedAttention).</para>
/// </remarks>
public sealed unsafe class PagedCache : AttentionCache
{
    private readonly PagePool _pool;
    private readonly int[][] _tables; // [B][pages of the pool]: a sequence can have no more, so that a table never grows
    private readonly int[] _pages;    // [B]: pages in each table

    /// <summary>Makes empty sequences, which hold no page yet.</summary>
    /// <param name="pool">Where the pages come from.</param>
    /// <param name="batch">B.</param>
    /// <exception cref="ArgumentException"><paramref name="batch"/> is below 1.</exception>
    public PagedCache(PagePool pool, int batch) : base(new CacheShape(batch, pool.KeyHeads, pool.Width, pool.ValueWidth))
    {
        pool.CheckAlive();
        _pool = pool;
        _tables = [.. Enumerable.Range(0, batch).Select(_ => new int[pool.Pages])];
        _pages = new int[batch];
    }

    /// <summary>Pages go back to the pool of a cache that was forgotten.</summary>
    ~PagedCache()
    {
        if (_pages is not null) Free();
    }

    /// <summary>The share of the pool: pages shared by several rows are counted for each.</summary>
    public override long Bytes => _pages.Sum(count => (long)count) * (_pool.Bytes / _pool.Pages);

    /// <summary>Makes the first <paramref name="length"/> positions of another sequence the contents of a row, without copying them.</summary>
    /// <param name="row">The row to fill; what it held is let go.</param>
    /// <param name="source">A cache of the same pool; may be this one.</param>
    /// <param name="sourceRow">The other sequence.</param>
    /// <param name="length">Positions, up to the other sequence's length.</param>
    /// <exception cref="ArgumentException">The pools differ, or a row or the length is off.</exception>
    public void ShareFrom(int row, PagedCache source, int sourceRow, int length)
    {
        CheckRow(row);
        if (source._pool != _pool) throw new ArgumentException("source: expected a cache of the same pool; got one of another.", nameof(source));
        if (length < 0 || length > source.Length(sourceRow))
            throw new ArgumentOutOfRangeException(nameof(length), $"length: expected 0 … {source.Length(sourceRow)}, the length of the source; got {length}.");
        int pages = PagesFor(length);
        lock (_pool.Gate)
        {
            int[] table = _tables[row];
            int[] other = source._tables[sourceRow];
            for (int i = 0; i < pages; i++) _pool.Share(other[i]); // before the release: the two may be one
            for (int i = 0; i < _pages[row]; i++) _pool.Release(table[i]);
            other.AsSpan(0, pages).CopyTo(table);
            _pages[row] = pages;
        }
        Lengths[row] = length;
    }

    internal override void Attend<TMask, TScore>(in DecodeCall call, TMask mask, TScore score)
    {
        _pool.CheckAlive();
        AttentionDecode<PagedRows, TMask, TScore>.Run(call, new PagedRows(_pool, _tables, Lengths), mask, score);
        GC.KeepAlive(_pool);
    }

    private protected override void Reserve(int firstRow, int rows, int count)
    {
        _pool.CheckAlive();
        lock (_pool.Gate)
        {
            long needed = 0;
            for (int row = firstRow; row < firstRow + rows; row++)
                needed += PagesFor(Lengths[row] + count) - _pages[row] + (MustCopyTail(row, firstRow) ? 1 : 0);
            if (needed > _pool.FreePages) throw new OutOfPagesException((int)Math.Min(int.MaxValue, needed), _pool.FreePages, _pool.Pages);
            for (int row = firstRow; row < firstRow + rows; row++)
            {
                int[] table = _tables[row];
                if (MustCopyTail(row, row))
                {
                    ref int tail = ref table[_pages[row] - 1];
                    int own = _pool.Take();
                    _pool.Copy(tail, own);
                    _pool.Release(tail);
                    tail = own;
                }
                for (int pages = PagesFor(Lengths[row] + count); _pages[row] < pages; _pages[row]++) table[_pages[row]] = _pool.Take();
            }
        }
    }

    private protected override void Write(int row, int source, HeadView keys, HeadView values)
    {
        int size = _pool.PagePositions, length = Lengths[row], end = length + keys.Length;
        for (int position = length; position < end;)
        {
            (int index, int offset) = Math.DivRem(position, size);
            int count = Math.Min(size - offset, end - position);
            int page = _tables[row][index];
            for (int h = 0; h < Shape.KeyHeads; h++)
            {
                FloatRows.Copy(keys, source, h, position - length, count, _pool.Keys(page, h, offset));
                FloatRows.Copy(values, source, h, position - length, count, _pool.Values(page, h, offset));
            }
            position += count;
        }
    }

    private protected override void Shorten(int row, int length)
    {
        int pages = PagesFor(length);
        lock (_pool.Gate)
            while (_pages[row] > pages) _pool.Release(_tables[row][--_pages[row]]);
    }

    private protected override void Free()
    {
        for (int row = 0; row < _pages.Length; row++) Shorten(row, 0);
    }

    private int PagesFor(int length) => (int)(((long)length + _pool.PagePositions - 1) / _pool.PagePositions);

    /// <summary>
    /// Whether a row would write into a page that others have too, when the rows from <paramref name="firstRow"/> up to it have already got
    /// their copies: the last one left keeps the page.
    /// </summary>
    private bool MustCopyTail(int row, int firstRow)
    {
        if (Lengths[row] % _pool.PagePositions == 0) return false;
        int tail = _tables[row][_pages[row] - 1];
        int references = _pool.References(tail);
        for (int other = firstRow; other < row; other++)
            if (references > 1 && Lengths[other] % _pool.PagePositions != 0 && _tables[other][_pages[other] - 1] == tail) references--;
        return references > 1;
    }
}
