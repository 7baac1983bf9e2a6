using Heed.Positions;

namespace Heed.Tests.Positions;

/// <summary>T5's buckets against the formula.</summary>
public class RelativeBucketsTests
{
    [Theory]
    [InlineData(true, 32, 128)]
    [InlineData(false, 32, 128)]
    [InlineData(true, 8, 20)]
    [InlineData(false, 8, 20)]
    [InlineData(true, 4, 3)]
    [InlineData(false, 2, 2)]
    [InlineData(true, 33, 100)]
    [InlineData(false, 7, 4)]
    [InlineData(true, 64, 256)]
    [InlineData(false, 320, 800)]
    public void Bucket_EqualsFormula(bool bidirectional, int buckets, int maxDistance)
    {
        var relative = new RelativeBuckets(bidirectional, buckets, maxDistance);
        for (int r = -3 * maxDistance; r <= 3 * maxDistance; r++)
        {
            int bucket = relative.Bucket(r);
            Assert.Equal(Formula(r, bidirectional, buckets, maxDistance), bucket);
            Assert.InRange(bucket, 0, buckets - 1);
        }
    }

    [Fact]
    public void Bucket_Defaults_KnownEdges()
    {
        // Encoder of T5: 8 exact distances, then starts at 8·16^(k/8).
        var encoder = new RelativeBuckets();
        int[] distances = [0, 1, 7, 8, 11, 12, 15, 16, 22, 23, 32, 45, 46, 64, 90, 91, 1000];
        Assert.Equal([0, 1, 7, 8, 8, 9, 9, 10, 10, 11, 12, 12, 13, 14, 14, 15, 15], distances.Select(distance => encoder.Bucket(-distance)));
        Assert.Equal([17, 23, 24, 31], new[] { 1, 7, 8, 128 }.Select(encoder.Bucket));
        var decoder = new RelativeBuckets(bidirectional: false);
        Assert.Equal([0, 0, 1, 15, 16, 31, 31], new[] { 5, 0, -1, -15, -16, -128, int.MinValue }.Select(decoder.Bucket));
    }

    [Fact]
    public void Fill_IsBucketOfKeyMinusQuery()
    {
        var relative = new RelativeBuckets(true, 8, 20);
        var target = new int[3 * 7];
        relative.Fill(target, 3, 7, queryOffset: 4);
        for (int i = 0; i < 3; i++)
            for (int j = 0; j < 7; j++) Assert.Equal(relative.Bucket(j - i - 4), target[i * 7 + j]);
    }

    [Fact]
    public void BadInputs_AreRefusedWithNames()
    {
        Assert.Contains("buckets: expected at least 4; got 3", Assert.ThrowsAny<ArgumentException>(() => new RelativeBuckets(true, 3)).Message);
        Assert.Contains("buckets: expected at least 2; got 1", Assert.ThrowsAny<ArgumentException>(() => new RelativeBuckets(false, 1)).Message);
        Assert.Contains("maxDistance: expected at least 9; got 8", Assert.ThrowsAny<ArgumentException>(() => new RelativeBuckets(true, 32, 8)).Message);
        Assert.Contains("target: expected [Tq=2, Tk=3]; got 5", Assert.ThrowsAny<ArgumentException>(() => new RelativeBuckets().Fill(new int[5], 2, 3)).Message);
        Assert.Contains("queryOffset", Assert.ThrowsAny<ArgumentException>(() => new RelativeBuckets().Fill(new int[6], 2, 3, -1)).Message);
    }

    /// <summary>The published formula; a nudge of 1e-9 keeps the floor of a quotient that is a whole number.</summary>
    private static int Formula(int relative, bool bidirectional, int buckets, int maxDistance)
    {
        int offset = 0;
        if (bidirectional)
        {
            buckets /= 2;
            if (relative > 0) offset = buckets;
            relative = Math.Abs(relative);
        }
        else relative = -Math.Min(relative, 0);
        int exact = buckets / 2;
        if (relative < exact) return offset + relative;
        double share = Math.Log((double)relative / exact) / Math.Log((double)maxDistance / exact);
        return offset + Math.Min(buckets - 1, exact + (int)Math.Floor(share * (buckets - exact) + 1e-9));
    }
}
