using System.Runtime.InteropServices;

namespace Heed.Cache;

/// <summary>
/// Pages of a fixed number of positions, shared by any number of <see cref="PagedCache"/>s: memory is taken page by page as sequences grow, and
/// equal prefixes are stored once.
/// </summary>
/// <remarks>
/// <para>A page holds, per key head, the keys and then the values of its positions: [Hkv][positions·D, positions·Dv], rows filled up to whole
/// 64-byte lines. A page is counted once for each sequence that has it in its table.</para>
/// <para><b>Ownership.</b> The pool owns the memory; dispose it after its caches. <b>Threads.</b> Pages are counted under a lock: caches of one
/// pool may be used by different threads.</para>
/// <para><b>Source.</b> Kwon et al. 2023, Efficient Memory Management for Large Language Model Serving with PagedAttention.</para>
/// </remarks>
public sealed unsafe class PagePool : IDisposable
{
    private readonly RowStore _memory;
    private readonly int[] _references; // [pages]: sequences that have the page; 0 where free
    private readonly int[] _free;       // the first FreePages entries are free pages
    private bool _disposed;

    /// <summary>Takes the memory for all pages.</summary>
    /// <param name="keyHeads">Hkv.</param>
    /// <param name="width">D.</param>
    /// <param name="valueWidth">Dv.</param>
    /// <param name="pagePositions">Positions in a page.</param>
    /// <param name="pages">Pages in the pool.</param>
    /// <exception cref="ArgumentException">A size is below 1, or a page has more than 2³¹ bytes.</exception>
    public PagePool(int keyHeads, int width, int valueWidth, int pagePositions, int pages)
    {
        new CacheShape(1, keyHeads, width, valueWidth).Checked();
        if (pagePositions < 1) throw new ArgumentOutOfRangeException(nameof(pagePositions), $"pagePositions: expected 1 or more; got {pagePositions}.");
        if (pages < 1) throw new ArgumentOutOfRangeException(nameof(pages), $"pages: expected 1 or more; got {pages}.");
        (KeyHeads, Width, ValueWidth, PagePositions, Pages) = (keyHeads, width, valueWidth, pagePositions, pages);
        (KeyStride, ValueStride) = (FloatRows.Stride(width), FloatRows.Stride(valueWidth));
        long bytes = (long)keyHeads * pagePositions * (KeyStride + ValueStride) * sizeof(float);
        if (bytes > int.MaxValue) throw new ArgumentException($"pagePositions: expected a page of at most {int.MaxValue} bytes; got {bytes}.", nameof(pagePositions));
        _memory = new RowStore(1, pages, (int)bytes);
        _references = new int[pages];
        _free = new int[pages];
        for (int i = 0; i < pages; i++) _free[i] = pages - 1 - i;
        FreePages = pages;
    }

    /// <summary>Hkv.</summary>
    public int KeyHeads { get; }

    /// <summary>D.</summary>
    public int Width { get; }

    /// <summary>Dv.</summary>
    public int ValueWidth { get; }

    /// <summary>Positions in a page.</summary>
    public int PagePositions { get; }

    /// <summary>Pages in the pool.</summary>
    public int Pages { get; }

    /// <summary>Pages that no sequence has.</summary>
    public int FreePages { get; private set; }

    /// <summary>Bytes of native memory held.</summary>
    public long Bytes => _memory.Bytes;

    internal int KeyStride { get; }

    internal int ValueStride { get; }

    internal Lock Gate { get; } = new();

    /// <summary>Gives the memory back. Caches of this pool cannot be used any more.</summary>
    public void Dispose()
    {
        _disposed = true;
        _memory.Dispose();
    }

    internal void CheckAlive() => ObjectDisposedException.ThrowIf(_disposed, this);

    internal float* Keys(int page, int head, int position)
        => (float*)_memory.Row(0, page) + (nint)head * PagePositions * (KeyStride + ValueStride) + (nint)position * KeyStride;

    internal float* Values(int page, int head, int position)
        => Keys(page, head, 0) + (nint)PagePositions * KeyStride + (nint)position * ValueStride;

    /// <summary>Sequences that have a page. Call with <see cref="Gate"/> held.</summary>
    internal int References(int page) => _references[page];

    /// <summary>A free page, now of one sequence. Call with <see cref="Gate"/> held and a page free.</summary>
    internal int Take()
    {
        int page = _free[--FreePages];
        _references[page] = 1;
        return page;
    }

    /// <summary>One more sequence has the page. Call with <see cref="Gate"/> held.</summary>
    internal void Share(int page) => _references[page]++;

    /// <summary>One sequence less has the page. Call with <see cref="Gate"/> held.</summary>
    internal void Release(int page)
    {
        if (--_references[page] == 0) _free[FreePages++] = page;
    }

    /// <summary>Another page with the same contents.</summary>
    internal void Copy(int from, int to) => NativeMemory.Copy(_memory.Row(0, from), _memory.Row(0, to), (nuint)_memory.RowBytes);
}
