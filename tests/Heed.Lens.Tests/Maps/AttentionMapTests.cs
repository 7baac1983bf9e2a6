using Heed.Lens.Maps;
using Heed.Masks;
using Heed.Positions;
using Heed.Scores;

namespace Heed.Lens.Tests.Maps;

/// <summary>Exact tiles and the numbers of rows against plain loops in double.</summary>
public class AttentionMapTests
{
    private const int Long = 4096;

    /// <summary>What is asked of a weight at T 4096.</summary>
    private const double Asked = 1e-5;

    private static readonly AttentionShape s_long = new(1, 2, 1, Long, Long, 64, 8);

    [Fact]
    public void Tile_Causal_EqualsTheDefinition() => Check(new MapCase<Causal, PlainScore>(s_long, Causal.TopLeft, default));

    [Fact]
    public void Tile_SlidingWindow_EqualsTheDefinition()
        => Check(new MapCase<SlidingWindow, PlainScore>(s_long, new SlidingWindow(699, 0), default));

    [Fact]
    public void Tile_GroupedHeadsAndSoftCap_EqualTheDefinition()
        => Check(new MapCase<Causal, SoftCap>(new AttentionShape(1, 4, 2, Long, Long, 32, 8), Causal.TopLeft, new SoftCap(2)));

    [Fact]
    public void Tile_PaddingOnBothSides_EqualsTheDefinition()
        => Check(new MapCase<Padding, PlainScore>(s_long, new Padding([new KeyRange(130, 3900)]), default));

    [Fact]
    public void Tile_RelativeBias_EqualsTheDefinition()
    {
        var random = new Random(2);
        float[] table = [.. Enumerable.Range(0, 2 * 32).Select(_ => 4 * random.NextSingle() - 2)];
        var bias = new DistanceBias(table, new RelativeBuckets(true, 32, 128).Bucket, 2, Long, Long);
        Check(new MapCase<Bidirectional, DistanceBias>(s_long, default, bias));
    }

    [Fact]
    public void Tile_CrossAttention_EqualsTheDefinition()
    {
        Check(new MapCase<Bidirectional, PlainScore>(new AttentionShape(1, 2, 2, 700, Long, 64, 8), default, default));
        Check(new MapCase<Causal, PlainScore>(new AttentionShape(1, 2, 2, Long, 700, 64, 8), Causal.BottomRight(Long, 700), default));
    }

    [Theory]
    [InlineData(1, 1, 1)]
    [InlineData(1, 300, 5)]
    [InlineData(257, 1, 16)]
    [InlineData(511, 513, 24)]
    [InlineData(600, 255, 80)]
    public void Tile_SizesOffTheGrid_EqualTheDefinition(int queries, int keys, int width)
    {
        var shape = new AttentionShape(1, 3, 1, queries, keys, width, 4);
        Check(new MapCase<Bidirectional, PlainScore>(shape, default, default));
        Check(new MapCase<Causal, Alibi>(shape, Causal.BottomRight(queries, keys), new Alibi([0.5f, 0.1f, 0f], keys - queries)));
        Check(new MapCase<SlidingWindow, PlainScore>(shape, new SlidingWindow(20, 3, keys - queries), default));
    }

    [Fact]
    public void Tile_AnyCorner_IsCutOutOfThePlane()
    {
        var test = new MapCase<Causal, PlainScore>(new AttentionShape(1, 2, 300, 16), Causal.TopLeft, default);
        using AttentionMap map = test.Map();
        WeightTile whole = map.Tile(1, 0, 0), other = map.Tile(1, 137, 3, 20, 150), corner = map.Tile(1, 299, 299);
        Assert.Equal((256, 256), (whole.Rows, whole.Keys));
        for (int r = 0; r < other.Rows; r++)
            for (int j = 0; j < other.Keys; j++)
                if (137 + r < 256) Assert.Equal(whole[137 + r, 3 + j], other[r, j]);
        Assert.Equal((1, 1, 1), (corner.Rows, corner.Keys, corner.Weights.Length));
        Assert.InRange(corner[0, 0], 0f, 1f);
    }

    [Fact]
    public void Of_Output_IsThatOfTheAttention()
    {
        var test = new MapCase<Causal, PlainScore>(new AttentionShape(1, 2, 300, 16), Causal.TopLeft, default);
        var output = new float[2 * 300 * 16];
        using AttentionMap map = test.Map(output: output);
        Assert.DoesNotContain(output, float.IsNaN);
        Assert.True(output.Count(x => x != 0) > 9000);
        Assert.Equal(("attention", 0, 2, 300, 300), (map.Site, map.Layer, map.Heads, map.QueryCount, map.KeyCount));
        Assert.Equal(("causal", 4 * (2 * 2 * 300 * 16 + 5 * 2 * 300)), (map.MaskName, map.Bytes));
    }

    /// <summary>Float32 carries scores and their log-sum-exp to 2⁻²⁴ of their size: as large a share of a weight is what a map may be off by.</summary>
    [Fact]
    public void Tile_ScoresInTheThousands_AreOffByTheRoundingOfTheLogSumExp()
    {
        var test = new MapCase<Causal, PlainScore>(new AttentionShape(1, 1, 300, 64), Causal.TopLeft, default, spread: 40f);
        using AttentionMap map = test.Map();
        double size = map.LogSumExp(0).Max(Math.Abs);
        Assert.True(size > 1000);
        // The product of 64 terms of this size, its scale, the sum, its logarithm and the change of base: some 64 roundings at most.
        Check(test, map, tolerance: 64 * size * Math.Pow(2, -24));
    }

    [Fact]
    public void Of_WeightsThatAreNoNumbers_Refused()
    {
        var test = new MapCase<Bidirectional, PlainScore>(new AttentionShape(1, 1, 5, 4), default, default, spread: float.PositiveInfinity);
        Assert.Contains("weights are no numbers", Assert.Throws<HeedException>(() => test.Map()).Message);
    }

    [Fact]
    public void Tile_Outside_Refused()
    {
        var test = new MapCase<Bidirectional, PlainScore>(new AttentionShape(1, 2, 1, 30, 40, 4, 4), default, default);
        using AttentionMap map = test.Map();
        Refused("expected a head of 0 … 1; got 2", () => map.Tile(2, 0, 0));
        Refused("expected a head of 0 … 1; got -1", () => map.Entropy(-1));
        Refused("expected a first row of 0 … 29; got 30", () => map.Tile(0, 30, 0));
        Refused("expected a first key of 0 … 39; got -1", () => map.Tile(0, 0, -1));
        Refused("expected 1 … 256 queries and keys; got 257 × 1", () => map.Tile(0, 0, 0, 257, 1));
        Refused("expected 1 … 256 queries and keys; got 1 × 0", () => map.Tile(0, 0, 0, 1, 0));
        Refused("expected a level of 0 … 0; got 1", () => map.Cells(0, 1));
        Refused("expected a tile row of level 0 of 0 … 0; got 1", () => map.Cells(0, 0, 1));
        Refused("expected a tile column of level 0 of 0 … 0; got 5", () => map.Cells(0, 0, 0, 5));

        static void Refused(string message, Action call) => Assert.Contains(message, Assert.Throws<HeedException>(call).Message);
    }

    private static void Check<TMask, TScore>(MapCase<TMask, TScore> test) where TMask : struct, IMask where TScore : struct, IScore
    {
        using AttentionMap map = test.Map();
        Check(test, map, Asked);
    }

    private static void Check<TMask, TScore>(MapCase<TMask, TScore> test, AttentionMap map, double tolerance)
        where TMask : struct, IMask where TScore : struct, IScore
    {
        (int queries, int keys, int head) = (map.QueryCount, map.KeyCount, map.Heads - 1);
        float[] sums = map.LogSumExp(head), entropies = map.Entropy(head), largest = map.LargestWeight(head), shares = map.FirstKeyShare(head);
        int[] largestKeys = map.LargestKey(head);
        foreach (int first in (int[])[.. new[] { 0, queries / 2 - 77, queries - 3 }.Where(row => row >= 0).Distinct()])
        {
            WeightTile[] tiles = [.. Enumerable.Range(0, (keys + 255) / 256).Select(t => map.Tile(head, first, t * 256))];
            for (int r = 0; r < tiles[0].Rows; r += 13)
            {
                (double[] expected, double sum) = test.Row(head, first + r);
                for (int j = 0; j < keys; j++) Assert.Equal(expected[j], tiles[j / 256][r, j % 256], tolerance);
                Rows(first + r, expected, sum);
            }
        }

        void Rows(int row, double[] expected, double sum)
        {
            double entropy = -expected.Sum(a => a > 0 ? a * Math.Log(a) : 0);
            if (double.IsNegativeInfinity(sum)) Assert.Equal((float.NegativeInfinity, -1), (sums[row], largestKeys[row]));
            else
            {
                Assert.Equal(sum, sums[row], tolerance * Math.Max(1, Math.Abs(sum)));
                Assert.Equal(expected.Max(), expected[largestKeys[row]], tolerance);
            }
            Assert.Equal(entropy, entropies[row], 10 * tolerance * Math.Max(1, Math.Abs(entropy)));
            Assert.Equal(expected.Max(), largest[row], tolerance);
            Assert.Equal(expected[0], shares[row], tolerance);
        }
    }
}
