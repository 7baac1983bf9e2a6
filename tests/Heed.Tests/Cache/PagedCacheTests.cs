using Heed.Cache;

namespace Heed.Tests.Cache;

/// <summary>Shared pages, copies on write, and a pool that runs out.</summary>
public class PagedCacheTests
{
    private const int Page = 4;

    [Fact]
    public void ShareFrom_APrefix_TakesNoPageAndReadsTheSame()
    {
        var test = new DecodeCase([10, 10], 2, 2, 1, 16, 16);
        test.Q.AsSpan(0, test.Q.Length / 2).CopyTo(test.Q.AsSpan(test.Q.Length / 2));
        using var pool = new PagePool(2, 16, 16, Page, 8);
        using var cache = new PagedCache(pool, 2);
        test.Append(cache, 0, 0, 0, 10);
        Assert.Equal(5, pool.FreePages);
        cache.ShareFrom(1, cache, 0, 10);
        Assert.Equal(5, pool.FreePages);
        Assert.Equal(10, cache.Length(1));
        float[] output = test.Decode(cache).Output;
        Assert.Equal(output[..(output.Length / 2)], output[(output.Length / 2)..]);
        cache.Reset(0);
        Assert.Equal(5, pool.FreePages); // row 1 still has them
        cache.Reset(1);
        Assert.Equal(8, pool.FreePages);
    }

    [Theory]
    [InlineData(10, 10)] // the shared page is half full
    [InlineData(10, 9)]  // it holds more than is shared
    [InlineData(8, 8)]   // nothing but whole pages is shared
    [InlineData(8, 7)]
    public void Append_ToASharedPrefix_LeavesTheOtherSequenceUnchanged(int length, int shared)
    {
        var test = new DecodeCase([length], 2, 2, 1, 16, 16);
        var other = new DecodeCase([20], 2, 2, 1, 16, 16, seed: 2);
        using var pool = new PagePool(2, 16, 16, Page, 16);
        using PagedCache first = new(pool, 1), second = new(pool, 1);
        test.Append(first, 0, 0, 0, length);
        float[] before = test.Decode(first).Output;
        second.ShareFrom(0, first, 0, shared);
        other.Append(second, 0, 0, 0, 6);
        Assert.Equal(before, test.Decode(first).Output);

        // The fork reads as one that was written apart.
        using var apart = new DenseCache(test.CacheShape, 4);
        test.Append(apart, 0, 0, 0, shared);
        other.Append(apart, 0, 0, 0, 6);
        Assert.Equal(test.Decode(apart).Output, test.Decode(second).Output);

        // And the first may go on, or go, without the fork noticing.
        float[] fork = test.Decode(second).Output;
        other.Append(first, 0, 0, 6, 5);
        Assert.Equal(fork, test.Decode(second).Output);
        first.Dispose();
        Assert.Equal(fork, test.Decode(second).Output);
        second.Dispose();
        Assert.Equal(16, pool.FreePages);
    }

    [Fact]
    public void Append_RowsOfOneBatchSharingAPage_CopyAllButTheLast()
    {
        var test = new DecodeCase([6, 6, 6], 1, 1, 1, 8, 8);
        using var pool = new PagePool(1, 8, 8, Page, 4);
        using var cache = new PagedCache(pool, 3);
        test.Append(cache, 0, 0, 0, 6); // two pages
        cache.ShareFrom(1, cache, 0, 6);
        cache.ShareFrom(2, cache, 0, 6);
        float[] k = [.. Enumerable.Range(0, 24).Select(i => (float)i)];
        cache.Append(k, k, 1); // two copies of the second page: exactly what is free
        Assert.Equal(0, pool.FreePages);
        using var dense = new DenseCache(test.CacheShape, 8);
        for (int b = 0; b < 3; b++) test.Append(dense, b, 0, 0, 6);
        dense.Append(k, k, 1);
        Assert.Equal(test.Decode(dense).Output, test.Decode(cache).Output);
    }

    [Fact]
    public void Append_RowSharingAFullPage_StillCopiesItForTheOther()
    {
        // Row 0 has all 4 positions of the page and takes a new one; row 1 has 3 of them and must not write into it.
        var test = new DecodeCase([4, 4], 1, 1, 1, 8, 8);
        using var pool = new PagePool(1, 8, 8, Page, 2);
        using var cache = new PagedCache(pool, 2);
        test.Append(cache, 0, 0, 0, 4);
        cache.ShareFrom(1, cache, 0, 3);
        float[] before = test.Decode(cache).Output, k = new float[16];
        var error = Assert.Throws<OutOfPagesException>(() => cache.Append(k, k, 1)); // one page and one copy; one is free
        Assert.Equal((2, 1), (error.Needed, error.Free));
        Assert.Equal(before, test.Decode(cache).Output);
    }

    [Fact]
    public void Append_PoolOutOfPages_LeavesEverythingAsItWas()
    {
        var test = new DecodeCase([7, 5], 2, 1, 1, 8, 8);
        using var pool = new PagePool(1, 8, 8, Page, 6);
        using PagedCache cache = new(pool, 2), fork = new(pool, 1);
        test.Append(cache, 0, 0, 0, 7);
        test.Append(cache, 1, 1, 0, 5);
        fork.ShareFrom(0, cache, 0, 7);
        float[] before = test.Decode(cache).Output;
        Assert.Equal(2, pool.FreePages);
        float[] k = new float[2 * 4 * 8];
        var error = Assert.Throws<OutOfPagesException>(() => cache.Append(k, k, 4)); // row 0: a copy and a page; row 1: a page
        Assert.Equal((3, 2), (error.Needed, error.Free));
        Assert.Contains("expected 3 free pages in the pool; got 2 of 6", error.Message);
        Assert.Equal((7, 5, 7), (cache.Length(0), cache.Length(1), fork.Length(0)));
        Assert.Equal(2, pool.FreePages);
        Assert.Equal(before, test.Decode(cache).Output);
        fork.Dispose(); // no copy any more
        cache.Append(k, k, 4);
        Assert.Equal(0, pool.FreePages);
        Assert.Equal((11, 9), (cache.Length(0), cache.Length(1)));
    }

    [Fact]
    public void Truncate_GivesPagesBackUnlessOthersHaveThem()
    {
        var test = new DecodeCase([16], 1, 1, 1, 8, 8);
        using var pool = new PagePool(1, 8, 8, Page, 4);
        using PagedCache cache = new(pool, 1), fork = new(pool, 1);
        test.Append(cache, 0, 0, 0, 16);
        fork.ShareFrom(0, cache, 0, 6);
        cache.Truncate(0, 9);
        Assert.Equal(1, pool.FreePages);
        cache.Truncate(0, 1);
        Assert.Equal(2, pool.FreePages); // the third; the fork has the second
        fork.ShareFrom(0, fork, 0, 3);   // of itself: the same as truncating
        Assert.Equal(3, fork.Length(0));
        Assert.Equal(3, pool.FreePages);
    }

    [Fact]
    public void ShareFrom_BadArguments_NameTheParameter()
    {
        using PagePool pool = new(1, 8, 8, Page, 4), another = new(1, 8, 8, Page, 4);
        using PagedCache cache = new(pool, 1), stranger = new(another, 1);
        Assert.Contains("source: expected a cache of the same pool", Assert.Throws<ArgumentException>(() => cache.ShareFrom(0, stranger, 0, 0)).Message);
        Assert.Contains("length: expected 0 … 0", Assert.ThrowsAny<ArgumentException>(() => cache.ShareFrom(0, cache, 0, 1)).Message);
        Assert.Contains("row: expected 0 … 0; got 1", Assert.ThrowsAny<ArgumentException>(() => cache.ShareFrom(1, cache, 0, 0)).Message);
        pool.Dispose();
        Assert.Throws<ObjectDisposedException>(() => cache.Append(new float[8], new float[8], 1));
    }

    [Fact]
    public void Caches_OfOnePoolOnSeveralThreads_KeepTheCount()
    {
        var test = new DecodeCase([40], 1, 1, 1, 8, 8);
        using var pool = new PagePool(1, 8, 8, Page, 64);
        using var prefix = new PagedCache(pool, 1);
        test.Append(prefix, 0, 0, 0, 10);
        Parallel.For(0, 4, _ =>
        {
            for (int i = 0; i < 50; i++)
            {
                using var cache = new PagedCache(pool, 1);
                cache.ShareFrom(0, prefix, 0, 10);
                test.Append(cache, 0, 0, 10, 20);
            }
        });
        Assert.Equal(61, pool.FreePages);
    }
}
