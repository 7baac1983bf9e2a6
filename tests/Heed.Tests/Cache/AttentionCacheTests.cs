using Heed.Cache;

namespace Heed.Tests.Cache;

/// <summary>What every kind of cache promises about appending, truncating, resetting and refusing.</summary>
public unsafe class AttentionCacheTests
{
    public static TheoryData<string> Kinds => DecodeContractTests.Kinds;

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Append_InPieces_EqualsAllAtOnceInEveryBit(string kind)
    {
        var test = new DecodeCase([400, 400], 2, 3, 2, 20, 36, window: 150);
        using MadeCache pieces = new(test, kind), whole = new(test, kind);
        whole.Cache.Reset();
        whole.Cache.Append(test.K, test.V, 400);
        Assert.Equal(400, whole.Cache.Length(1));
        Assert.Equal(test.Decode(pieces.Cache).Output, test.Decode(whole.Cache).Output);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Append_StridedViews_EqualRowMajorOnes(string kind)
    {
        var test = new DecodeCase([30], 1, 2, 1, 8, 8, window: 20);
        using MadeCache plain = new(test, kind), strided = new(test, kind);
        strided.Cache.Reset();
        float[] interleaved = new float[30 * 40]; // [T, keys of 2 heads, values of 2 heads, 8 of somebody else]
        for (int t = 0; t < 30; t++)
            for (int h = 0; h < 2; h++)
            {
                test.K.AsSpan((h * 30 + t) * 8, 8).CopyTo(interleaved.AsSpan(t * 40 + h * 8));
                test.V.AsSpan((h * 30 + t) * 8, 8).CopyTo(interleaved.AsSpan(t * 40 + 16 + h * 8));
            }
        fixed (float* data = interleaved)
            strided.Cache.Append(HeadView.Interleaved(data, 1, 2, 30, 8, 40), HeadView.Interleaved(data + 16, 1, 2, 30, 8, 40));
        Assert.Equal(test.Decode(plain.Cache).Output, test.Decode(strided.Cache).Output);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Truncate_ThenAppend_EqualsNeverHavingBeen(string kind)
    {
        var test = new DecodeCase([300, 280], 2, 1, 20, 24, 24, window: 250);
        using var made = new MadeCache(test, kind);
        float[] expected = test.Decode(made.Cache).Output;
        var other = new DecodeCase([300, 280], 2, 1, 20, 24, 24, window: 250, seed: 2);
        made.Cache.Truncate(0, 290);
        made.Cache.Truncate(1, 280);
        other.Append(made.Cache, 0, 0, 0, 7);
        Assert.Equal(297, made.Cache.Length(0));
        made.Cache.Truncate(0, 290);
        test.Append(made.Cache, 0, 0, 290, 10);
        Assert.Equal(expected, test.Decode(made.Cache).Output);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Reset_ThenFill_EqualsANewCache(string kind)
    {
        var first = new DecodeCase([500, 90], 2, 1, 1, 24, 24, window: 100);
        var second = new DecodeCase([120, 333], 2, 1, 1, 24, 24, window: 100, seed: 2);
        using var used = new MadeCache(first, kind);
        used.Cache.Reset();
        Assert.Equal(0, used.Cache.Length(0));
        second.Filled(used.Cache);
        using var fresh = new MadeCache(second, kind);
        Assert.Equal(second.Decode(fresh.Cache).Output, second.Decode(used.Cache).Output);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Members_BadArguments_NameTheParameter(string kind)
    {
        var test = new DecodeCase([5, 4], 1, 2, 1, 8, 6, window: 50);
        using var made = new MadeCache(test, kind);
        AttentionCache cache = made.Cache;
        Refused("row: expected 0 … 1; got 2", () => cache.Length(2));
        Refused("row: expected 0 … 1; got -1", () => cache.Append(-1, [], [], 0));
        Refused("length: expected 0 … 4, the length of row 1; got 5", () => cache.Truncate(1, 5));
        Refused("length: expected 0 … 4, the length of row 1; got -1", () => cache.Truncate(1, -1));
        Refused("count: expected T ≥ 0; got -1", () => cache.Append([], [], -1));
        Refused("keys: expected [B=2, Hkv=2, T=1, D=8], 32 values; got 31", () => cache.Append(new float[31], new float[24], 1));
        Refused("values: expected [B=1, Hkv=2, T=1, Dv=6], 12 values; got 24", () => cache.Append(0, new float[16], new float[24], 1));
        Refused("keys: expected [B=2, Hkv=2, T, D=8]; got [1, 2, 3, 8]", () => cache.Append(View(1, 2, 3, 8), View(1, 2, 3, 6)));
        Refused("values: expected [B=1, Hkv=2, T=3, Dv=6]; got [1, 2, 4, 6]", () => cache.Append(1, View(1, 2, 3, 8), View(1, 2, 4, 6)));
        Assert.Equal((5, 4), (cache.Length(0), cache.Length(1)));
        cache.Append([], [], 0); // nothing is not wrong
        cache.Dispose();
        cache.Dispose();
        Assert.Throws<ObjectDisposedException>(() => cache.Append(0, new float[16], new float[12], 1));
        Assert.Throws<ObjectDisposedException>(() => cache.Reset());

        static HeadView View(int batch, int heads, int length, int width) => HeadView.Contiguous(null, batch, heads, length, width);
    }

    [Fact]
    public void Constructors_BadSizes_NameTheParameter()
    {
        Refused("shape: expected B, Hkv, D and Dv ≥ 1", () => new DenseCache(new(1, 0, 8), 4));
        Refused("capacity: expected 1 … 1073741824 positions; got 0", () => new DenseCache(new(1, 1, 8), 0));
        Refused("capacity: expected 1 … 1073741824 positions; got -1", () => new Int8Cache(new(1, 1, 8), -1));
        Refused("sinks: expected 0 or more; got -1", () => new RollingCache(new(1, 1, 8), -1, 4));
        Refused("window: expected 1 or more; got 0", () => new RollingCache(new(1, 1, 8), 0, 0));
        Refused("steps: expected 1 or more; got 0", () => new RollingCache(new(1, 1, 8), 0, 4, 0));
        Refused("pagePositions: expected 1 or more; got 0", () => new PagePool(1, 8, 8, 0, 4));
        Refused("pages: expected 1 or more; got 0", () => new PagePool(1, 8, 8, 4, 0));
        using var pool = new PagePool(1, 8, 8, 4, 4);
        Refused("shape: expected B, Hkv, D and Dv ≥ 1", () => new PagedCache(pool, 0));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Append_BeyondAFixedCapacity_IsRefusedAndChangesNothing(bool int8)
    {
        var test = new DecodeCase([6, 4], 1, 1, 1, 8, 8);
        AttentionCache cache = int8 ? new Int8Cache(test.CacheShape, 8, isFixed: true) : new DenseCache(test.CacheShape, 8, isFixed: true);
        using (test.Filled(cache))
        {
            float[] before = test.Decode(cache).Output;
            var error = Assert.Throws<InvalidOperationException>(() => cache.Append(new float[48], new float[48], 3));
            Assert.Contains("expected at most 2 more positions (capacity 8, fixed", error.Message);
            Assert.Contains("got 3", error.Message);
            Assert.Equal((6, 4), (cache.Length(0), cache.Length(1)));
            Assert.Equal(before, test.Decode(cache).Output);
            cache.Append(1, new float[32], new float[32], 4); // the shorter row still has room
            Assert.Equal(8, cache.Length(1));
        }
    }

    [Fact]
    public void Append_BeyondAGrowingCapacity_Doubles()
    {
        using var cache = new DenseCache(new(1, 1, 4), 3);
        cache.Append(new float[12], new float[12], 3);
        Assert.Equal(3, cache.Capacity);
        cache.Append(new float[4], new float[4], 1);
        Assert.Equal(6, cache.Capacity);
        cache.Append(new float[80], new float[80], 20);
        Assert.Equal(24, cache.Capacity);
    }

    private static void Refused(string message, Func<object> call) => Refused(message, () => { call(); });

    private static void Refused(string message, Action call) => Assert.Contains(message, Assert.ThrowsAny<ArgumentException>(call).Message);
}
