using Heed.Lens.Maps;
using Heed.Masks;
using Heed.Scores;

namespace Heed.Lens.Tests.Maps;

/// <summary>The pyramid: every level against reductions of the exact tiles.</summary>
public class CellTests
{
    [Theory]
    [InlineData(700, 700)]
    [InlineData(513, 1100)]
    [InlineData(1030, 260)]
    [InlineData(40, 40)]
    public void Cells_EveryTileOfEveryLevel_ReducesTheExactWeights(int queries, int keys)
    {
        var shape = new AttentionShape(1, 4, 2, queries, keys, 20, 4);
        Check(new MapCase<Causal, PlainScore>(shape, Causal.BottomRight(queries, keys), default));
        Check(new MapCase<SlidingWindow, SoftCap>(shape, new SlidingWindow(100, 0, keys - queries), new SoftCap(3)));
        Check(new MapCase<Padding, PlainScore>(shape, new Padding([new KeyRange(7, keys - 9)]), default));
    }

    [Fact]
    public void Overview_IsOneTile_OfThePlane()
    {
        using AttentionMap map = new MapCase<Causal, PlainScore>(new AttentionShape(1, 1, 3000, 8), Causal.TopLeft, default).Map();
        CellTile all = map.Overview(0);
        Assert.Equal((5, 4, 16, 188, 188), (map.Levels, all.Level, all.Side, all.Rows, all.Columns));
        // Every row sums to 1.
        Assert.Equal(3000, all.Mean.Zip(all.Allowed, (mean, allowed) => (double)mean * allowed).Sum(), 0.01);
        Assert.Equal(3000L * 3001 / 2, all.Allowed.Sum());
        Assert.Equal(0, all.Allowed[1]);
        Assert.Equal(16 * 17 / 2, all.Allowed[0]);
        Assert.Equal(1f, all.Largest[0]);
        Assert.Equal((0f, 0f), (all.Largest[5], all.Mean[5]));
    }

    [Theory]
    [InlineData(256, 256, 1)]
    [InlineData(257, 256, 2)]
    [InlineData(1, 513, 3)]
    [InlineData(1, 1, 1)]
    public void Levels_LastTile_HoldsThePlane(int queries, int keys, int levels)
    {
        using AttentionMap map = new MapCase<Bidirectional, PlainScore>(new AttentionShape(1, 1, 1, queries, keys, 4, 4), default, default).Map();
        Assert.Equal(levels, map.Levels);
    }

    private static void Check<TMask, TScore>(MapCase<TMask, TScore> test) where TMask : struct, IMask where TScore : struct, IScore
    {
        using AttentionMap map = test.Map();
        (int queries, int keys, int head) = (map.QueryCount, map.KeyCount, 2);
        var all = new float[queries * keys];
        for (int row = 0; row < queries; row += 256)
            for (int key = 0; key < keys; key += 256)
            {
                WeightTile tile = map.Tile(head, row, key);
                for (int r = 0; r < tile.Rows; r++) tile.Weights.AsSpan(r * tile.Keys, tile.Keys).CopyTo(all.AsSpan((row + r) * keys + key));
            }
        for (int level = 0; level < map.Levels; level++)
            for (int row = 0, r = 0; row < queries; row += 256 << level, r++)
                for (int key = 0, c = 0; key < keys; key += 256 << level, c++)
                {
                    CellTile tile = map.Cells(head, level, r, c);
                    Assert.Equal((head, level, row, key), (tile.Head, tile.Level, tile.FirstRow, tile.FirstKey));
                    Equal(test, all, tile);
                }
    }

    private static void Equal<TMask, TScore>(MapCase<TMask, TScore> test, float[] all, CellTile tile) where TMask : struct, IMask where TScore : struct, IScore
    {
        (int queries, int keys, int side) = (test.Shape.QueryCount, test.Shape.KeyCount, tile.Side);
        Assert.Equal(Math.Min(256, (queries - tile.FirstRow + side - 1) / side), tile.Rows);
        Assert.Equal(Math.Min(256, (keys - tile.FirstKey + side - 1) / side), tile.Columns);
        for (int cell = 0; cell < tile.Largest.Length; cell++)
        {
            (int row0, int key0) = (tile.FirstRow + cell / tile.Columns * side, tile.FirstKey + cell % tile.Columns * side);
            (float largest, double sum, long allowed) = (0, 0, 0);
            for (int row = row0; row < Math.Min(queries, row0 + side); row++)
                for (int key = key0; key < Math.Min(keys, key0 + side); key++)
                {
                    if (test.Allows(tile.Head, row, key)) allowed++;
                    (largest, sum) = (Math.Max(largest, all[row * keys + key]), sum + all[row * keys + key]);
                }
            Assert.Equal(largest, tile.Largest[cell]);
            Assert.Equal(allowed, tile.Allowed[cell]);
            // Partial sums of at most 24 rows and 64 columns in float32, and the mean itself.
            double mean = allowed == 0 ? 0 : sum / allowed;
            Assert.Equal(mean, tile.Mean[cell], mean * 88 * Math.Pow(2, -24) + float.Epsilon);
        }
    }
}
