using Heed.Lens.Maps;
using Heed.Masks;
using Heed.Scores;

namespace Heed.Lens.Tests.Maps;

/// <summary>Kept coarse cells against those that the map computes each time.</summary>
public class CellPyramidTests
{
    // At level 4 a tile is 4096 tokens: several tiles of the base, whole and cut off, and two levels above it.
    private const int Queries = 8300, Keys = 4200;

    [Fact]
    public void Cells_EveryTileOfTheCoarseLevels_AreThoseOfTheMap()
    {
        var shape = new AttentionShape(1, 2, 1, Queries, Keys, 4, 4);
        Check(new MapCase<Causal, PlainScore>(shape, new Causal(0), default));
        Check(new MapCase<SlidingWindow, PlainScore>(shape, new SlidingWindow(100, 30, 0), default));
        Check(new MapCase<Padding, PlainScore>(shape, new Padding([new KeyRange(7, 3000)]), default));
    }

    [Fact]
    public void Cells_BelowTheBase_AreTheMaps_AndNotKept()
    {
        using AttentionMap map = Causal(600);
        var pyramid = new CellPyramid(map, 0);
        Assert.Equal(map.Cells(0, 1, 0, 1).Mean, Look(pyramid, 1, 0, 1).Mean);
        Assert.Equal(0, pyramid.Bytes);
    }

    [Fact]
    public void Bytes_CountTheCellsThatAreKept_NotHiddenTiles()
    {
        using AttentionMap map = Causal(4096 + 160);
        var pyramid = new CellPyramid(map, 0);
        Assert.Equal((4, 6), (pyramid.BaseLevel, map.Levels));
        Look(pyramid, 4, 0, 1); // above the diagonal
        Assert.Equal(0, pyramid.Bytes);
        Look(pyramid, 5);
        Look(pyramid, 5);
        Assert.Equal(12 * (256 * 256 + 10 * 256 + 10 * 10), pyramid.Bytes);
    }

    [Theory]
    [InlineData(1, 4)]
    [InlineData(2048 * 16, 4)]
    [InlineData(2048 * 16 + 1, 5)]
    public void BaseLevel_IsTheFirstOfFewEnoughCells(int keys, int level)
    {
        using AttentionMap map = new MapCase<Bidirectional, PlainScore>(new AttentionShape(1, 1, 1, 1, keys, 4, 4), default, default).Map();
        Assert.Equal(level, new CellPyramid(map, 0).BaseLevel);
    }

    [Fact]
    public void Cells_OfSeveralThreadsAtOnce_AreTheSame()
    {
        using AttentionMap map = Causal(4096 + 500);
        var pyramid = new CellPyramid(map, 0);
        CellTile[] all = [.. ParallelEnumerable.Range(0, 8).WithDegreeOfParallelism(8).Select(_ => Look(pyramid, 5))];
        Assert.All(all, tile => Assert.Equal(all[0].Mean, tile.Mean));
        Assert.Equal(4596L * 4597 / 2, all[0].Allowed.Sum());
    }

    [Fact]
    public void Cells_Stopped_Throws_AndCanBeAskedAgain()
    {
        using AttentionMap map = Causal(5000);
        var pyramid = new CellPyramid(map, 0);
        Assert.Throws<OperationCanceledException>(() => pyramid.Cells(5, cancellation: new CancellationToken(canceled: true)));
        Assert.Equal(map.Cells(0, 5).Largest, Look(pyramid, 5).Largest);
    }

    [Fact]
    public void Cells_MapDisposed_OnlyWhatIsThere()
    {
        AttentionMap map = Causal(5000);
        var pyramid = new CellPyramid(map, 0);
        CellTile first = Look(pyramid, 4);
        map.Dispose();
        Assert.Equal(first.Mean, Look(pyramid, 4).Mean);
        Assert.Throws<ObjectDisposedException>(() => Look(pyramid, 5));
    }

    [Fact]
    public void Cells_Outside_AreRefused()
    {
        using AttentionMap map = Causal(5000);
        var pyramid = new CellPyramid(map, 0);
        Assert.Contains("level", Assert.Throws<HeedException>(() => Look(pyramid, 6)).Message);
        Assert.Contains("level", Assert.Throws<HeedException>(() => Look(pyramid, -1)).Message);
        Assert.Contains("tile row", Assert.Throws<HeedException>(() => Look(pyramid, 5, 1)).Message);
        Assert.Contains("tile column", Assert.Throws<HeedException>(() => Look(pyramid, 4, 0, 2)).Message);
        Assert.Contains("head", Assert.Throws<HeedException>(() => new CellPyramid(map, 1)).Message);
    }

    private static CellTile Look(CellPyramid pyramid, int level, int row = 0, int column = 0)
        => pyramid.Cells(level, row, column, TestContext.Current.CancellationToken);

    private static AttentionMap Causal(int count)
        => new MapCase<Causal, PlainScore>(new AttentionShape(1, 1, count, 4), Heed.Masks.Causal.TopLeft, default).Map();

    private static void Check<TMask, TScore>(MapCase<TMask, TScore> test) where TMask : struct, IMask where TScore : struct, IScore
    {
        using AttentionMap map = test.Map();
        var pyramid = new CellPyramid(map, 1);
        Assert.Equal((4, 7), (pyramid.BaseLevel, map.Levels));
        // From the top down: the first look fills the base.
        for (int level = map.Levels - 1; level >= pyramid.BaseLevel; level--)
            for (int row = 0; row * (256 << level) < Queries; row++)
                for (int column = 0; column * (256 << level) < Keys; column++)
                    Equal(map.Cells(1, level, row, column), Look(pyramid, level, row, column), isBase: level == pyramid.BaseLevel);
    }

    private static void Equal(CellTile one, CellTile kept, bool isBase)
    {
        Assert.Equal(
            (one.Head, one.Level, one.FirstRow, one.FirstKey, one.Rows, one.Columns), (kept.Head, kept.Level, kept.FirstRow, kept.FirstKey, kept.Rows, kept.Columns));
        Assert.Equal(one.Largest, kept.Largest);
        Assert.Equal(one.Allowed, kept.Allowed);
        for (int cell = 0; cell < one.Mean.Length; cell++)
        {
            // All terms are positive. Each way sums at most 24 rows and 64 columns in float32 (86 roundings) and rounds the mean; the kept one rounds twice.
            double roundings = isBase ? 0 : 87 + 88;
            Assert.Equal(one.Mean[cell], kept.Mean[cell], one.Mean[cell] * roundings * Math.Pow(2, -24) + (isBase ? 0 : float.Epsilon));
        }
    }
}
