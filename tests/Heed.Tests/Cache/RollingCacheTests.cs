using Heed.Cache;

namespace Heed.Tests.Cache;

/// <summary>What a rolling cache drops, what it refuses, and that it never grows.</summary>
public class RollingCacheTests
{
    [Theory]
    [InlineData(0, 5)]
    [InlineData(2, 3)]
    [InlineData(7, 1)]
    public void Forward_AfterManyAppends_SeesSinksAndWindowAlone(int sinks, int window)
    {
        // Value j is j-hot, and equal scores weigh all that is seen alike.
        const int count = 23;
        using var cache = new RollingCache(new(1, 1, 1, count), sinks, window);
        long bytes = cache.Bytes;
        for (int position = 0; position < count; position++)
        {
            float[] value = new float[count], output = new float[count];
            value[position] = 1f;
            cache.Append([1f], value, 1);
            CachedAttention.Forward([1f], cache, output, [], 1, 1);
            for (int j = 0; j < count; j++)
            {
                bool seen = j <= position && (j < sinks || j > position - window);
                Assert.Equal(seen, output[j] != 0);
            }
        }
        Assert.Equal(bytes, cache.Bytes);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(40)]
    public void Append_LongerThanTheRing_EqualsOneByOne(int steps)
    {
        var test = new DecodeCase([200], 2, 2, Math.Min(steps, 5), 16, 16, sinks: 3, window: 20);
        using RollingCache once = new(test.CacheShape, 3, 20, steps), single = new(test.CacheShape, 3, 20, steps);
        once.Append(test.K, test.V, 200);
        for (int i = 0; i < 200; i++) test.Append(single, 0, 0, i, 1);
        Assert.Equal(test.Decode(single).Output, test.Decode(once).Output);
    }

    [Fact]
    public void Forward_MoreQueriesThanSteps_IsRefusedOnceSomethingIsDropped()
    {
        var test = new DecodeCase([12], 1, 1, 3, 8, 8);
        using var cache = new RollingCache(test.CacheShape, 1, 6, steps: 2);
        test.Append(cache, 0, 0, 0, 8); // the sink and all 7 of the ring
        test.Decode(cache);
        test.Append(cache, 0, 0, 8, 4);
        Assert.Contains("queries: expected at most 2 positions where 4 have been dropped (row 0); got 3", Assert.Throws<ArgumentException>(() => test.Decode(cache)).Message);
    }

    [Fact]
    public void Truncate_BeyondWhatIsHeld_IsRefusedAndChangesNothing()
    {
        var test = new DecodeCase([30], 1, 1, 1, 8, 8);
        using var cache = new RollingCache(test.CacheShape, 2, 5, steps: 3); // ring of 7: 23 … 29
        test.Append(cache, 0, 0, 0, 30);
        float[] before = test.Decode(cache).Output;
        var error = Assert.Throws<InvalidOperationException>(() => cache.Truncate(0, 26));
        Assert.Contains("expected 0 … 2 or at least 27 positions", error.Message);
        Assert.Equal(30, cache.Length(0));
        Assert.Equal(before, test.Decode(cache).Output);

        cache.Truncate(0, 28);
        test.Append(cache, 0, 0, 28, 2);
        Assert.Equal(before, test.Decode(cache).Output);
        cache.Truncate(0, 2); // the sinks alone
        test.Append(cache, 0, 0, 2, 28);
        Assert.Equal(before, test.Decode(cache).Output);
    }

    [Fact]
    public void Forward_NarrowerWindow_KeepsTheSinks()
    {
        var test = new DecodeCase([40], 2, 1, 1, 8, 8, sinks: 2, window: 4);
        using RollingCache wide = test.Filled(new RollingCache(test.CacheShape, 2, 10)), narrow = test.Rolling();
        Assert.Equal(test.Decode(narrow).Output, test.Decode(wide, left: 3).Output);
    }
}
