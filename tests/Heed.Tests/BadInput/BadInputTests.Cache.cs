using Heed.Cache;

namespace Heed.Tests.BadInput;

public sealed unsafe partial class BadInputTests
{
    private static List<Case> CacheCases()
    {
        List<Case> cases = [];
        var shape = new CacheShape(2, 2, 4, 3);
        foreach (CacheShape bad in (CacheShape[])[shape with { Batch = 0 }, shape with { KeyHeads = -1 }, shape with { Width = 0 },
            shape with { ValueWidth = -2 }])
            cases.Add(new($"DenseCache, {bad}", a => _ = new DenseCache(bad, 8), "shape", "expected B, Hkv, D and Dv ≥ 1", $"got {bad}"));
        cases.Add(new("DenseCache, capacity 0", a => _ = new DenseCache(shape, 0), "capacity", "expected 1 …", "got 0"));
        cases.Add(new("Int8Cache, capacity −1", a => _ = new Int8Cache(shape, -1), "capacity", "expected 1 …", "got -1"));
        cases.Add(new("RollingCache, sinks −1", a => _ = new RollingCache(shape, -1, 4), "sinks", "0 or more", "got -1"));
        cases.Add(new("RollingCache, window 0", a => _ = new RollingCache(shape, 1, 0), "window", "1 or more", "got 0"));
        cases.Add(new("RollingCache, steps 0", a => _ = new RollingCache(shape, 1, 4, 0), "steps", "1 or more", "got 0"));
        cases.Add(new("PagePool, no pages", a => _ = new PagePool(2, 4, 3, 8, 0), "pages", "1 or more", "got 0"));
        cases.Add(new("PagePool, empty pages", a => _ = new PagePool(2, 4, 3, 0, 8), "pagePositions", "1 or more", "got 0"));
        cases.Add(new("PagePool, no heads", a => _ = new PagePool(0, 4, 3, 8, 8), "shape", "Hkv", "KeyHeads = 0"));
        cases.Add(With("Append, keys too short", c => c.Append(new float[47], new float[36], 3), "keys",
            "[B=2, Hkv=2, T=3, D=4], 48 values", "got 47"));
        cases.Add(With("Append, values too long", c => c.Append(new float[48], new float[37], 3), "values",
            "[B=2, Hkv=2, T=3, Dv=3], 36 values", "got 37"));
        cases.Add(With("Append, T −1", c => c.Append([], [], -1), "count", "T ≥ 0", "got -1"));
        cases.Add(With("Append, row 2", c => c.Append(2, new float[24], new float[18], 3), "row", "0 … 1", "got 2"));
        cases.Add(With("Length, row −1", c => c.Length(-1), "row", "0 … 1", "got -1"));
        cases.Add(With("Truncate, longer than it is", c => c.Truncate(0, 6), "length", "0 … 5", "got 6"));
        cases.Add(With(
            "Append, beyond a fixed capacity", c => c.Append(new float[64], new float[48], 4), null, "at most 3 more positions", "got 4"));
        cases.Add(new("Append, keys' heads", a =>
        {
            using DenseCache cache = Filled(fixedCapacity: true);
            cache.Append(a.View(2, 3, 1, 4), a.View(2, 3, 1, 3));
        }, "keys", "Hkv=2", "got [2, 3, 1, 4]"));
        cases.Add(new("Append, pool out of pages", a =>
        {
            using var pool = new PagePool(2, 4, 3, 2, 3);
            using var cache = new PagedCache(pool, 2);
            try
            {
                cache.Append(a.View(2, 2, 3, 4), a.View(2, 2, 3, 3)); // two rows of two pages
            }
            finally
            {
                Assert.Equal((3, 0, 0), (pool.FreePages, cache.Length(0), cache.Length(1)));
            }
        }, null, "expected 4 free pages", "got 3 of 3"));
        cases.Add(new("ShareFrom, another pool", _ =>
        {
            using PagePool pool = new(2, 4, 3, 2, 3), other = new(2, 4, 3, 2, 3);
            using PagedCache cache = new(pool, 1), source = new(other, 1);
            cache.ShareFrom(0, source, 0, 0);
        }, "source", "a cache of the same pool", "got one of another"));
        cases.Add(
            new("CacheWrite, index", a => CacheWrite.Linear(a.View(1, 2, 4, 3), a.View(1, 2, 2, 3), [3]), "indices", "0 … 2", "got 3"));
        cases.Add(new("CacheWrite, too many", a => CacheWrite.Circular(a.View(1, 2, 4, 3), a.View(1, 2, 5, 3), [0]), "update", "at most 4",
            "got [1, 2, 5, 3]"));
        cases.Add(new(
            "CacheWrite, indices", a => CacheWrite.Linear(a.View(2, 2, 4, 3), a.View(2, 2, 2, 3), [0]), "indices", "each of B=2", "got 1"));

        cases.Add(new("CacheWrite, overlap", a =>
        {
            HeadView cache = a.View(1, 2, 4, 3);
            CacheWrite.Linear(cache, HeadView.Contiguous((float*)cache.Data + 2, 1, 2, 2, 3), [0]);
        }, "cache", "expected memory of its own", "overlaps update"));
        cases.Add(new("CacheWrite, 16-bit update", a => CacheWrite.Linear(
            a.View(1, 2, 4, 3), a.View(1, 2, 2, 3) with { Element = ElementType.Float16 }, [0]), "update", "float32", "got Float16"));

        cases.Add(Decode("output of one row for all", (a, c) => CachedAttention.Forward(
            a.View(2, 4, 1, 4), c, a.View(2, 4, 1, 3) with { HeadStride = 0 }, null), "output", "every element once", "[2, 4, 1, 3]"));
        cases.Add(Decode("no output", (a, c) => CachedAttention.Forward(
            a.View(2, 4, 1, 4), c, HeadView.Contiguous(null, 2, 4, 1, 3), null), "output", "expected memory", "got a null pointer"));
        cases.Add(Decode("q too short", (a, c) => CachedAttention.Forward(a.Floats(15), c, a.Floats(24), [], 4, 1), "q",
            "[B=2, Hq=4, Tq=1, D=4], 32 values", "got 15"));
        cases.Add(Decode("output too long", (a, c) => CachedAttention.Forward(a.Floats(32), c, a.Floats(25), [], 4, 1), "output",
            "24 values", "got 25"));
        cases.Add(Decode("log-sum-exp too short", (a, c) => CachedAttention.Forward(a.Floats(32), c, a.Floats(24), a.Floats(7), 4, 1),
            "logSumExp", "8 values", "got 7"));
        cases.Add(Decode("Hq no multiple", (a, c) => CachedAttention.Forward(a.Floats(24), c, a.Floats(18), [], 3, 1), "queries",
            "Hq a multiple of Hkv=2", "got [2, 3, 1, 4]"));
        cases.Add(
            Decode("Tq −1", (a, c) => CachedAttention.Forward(a.Floats(24), c, a.Floats(18), [], 4, -1), "shape", "Tq", "QueryCount = -1"));
        cases.Add(Decode(
            "left −2", (a, c) => CachedAttention.Forward(a.Floats(32), c, a.Floats(24), [], 4, 1, -2), "left", "0 or more", "got -2"));
        cases.Add(Decode("scale NaN", (a, c) => CachedAttention.Forward(a.Floats(32), c, a.Floats(24), [], 4, 1, -1, float.NaN), "scale",
            "a finite number greater than 0", "got NaN"));
        cases.Add(Decode("views' output", (a, c) => CachedAttention.Forward(a.View(2, 4, 1, 4), c, a.View(2, 4, 2, 3), null), "output",
            "Tq=1", "got [2, 4, 2, 3]"));
        cases.Add(Decode("output over queries", (a, c) =>
        {
            Span<float> q = a.Floats(32);
            CachedAttention.Forward(q, c, q[..24], [], 4, 1);
        }, "output", "expected memory of its own", "overlaps queries"));
        return cases;
    }

    private static Case With(string name, Action<DenseCache> act, string? parameter, string expected, string got) => new(name, _ =>
    {
        using DenseCache cache = Filled(fixedCapacity: true);
        try
        {
            act(cache);
        }
        finally
        {
            Assert.Equal((5, 5), (cache.Length(0), cache.Length(1)));
        }
    }, parameter, expected, got);

    private static Case Decode(string name, Action<Arena, DenseCache> act, string parameter, string expected, string got)
        => new($"Decode, {name}", a =>
    {
        using DenseCache cache = Filled(fixedCapacity: false);
        act(a, cache);
    }, parameter, expected, got);

    private static DenseCache Filled(bool fixedCapacity)
    {
        var cache = new DenseCache(new CacheShape(2, 2, 4, 3), 8, fixedCapacity);
        cache.Append(new float[2 * 2 * 5 * 4], new float[2 * 2 * 5 * 3], 5);
        return cache;
    }
}
