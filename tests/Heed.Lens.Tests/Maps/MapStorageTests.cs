using Heed.Lens.Maps;
using Heed.Masks;
using Heed.Scores;

namespace Heed.Lens.Tests.Maps;

/// <summary>Where maps keep their numbers.</summary>
public sealed class MapStorageTests : IDisposable
{
    private static readonly AttentionShape s_shape = new(1, 4, 2, 700, 500, 24, 8);
    private readonly string _folder = Directory.CreateTempSubdirectory("heed-maps").FullName;

    [Fact]
    public void File_EqualsMemory_BitForBit()
    {
        var test = new MapCase<Causal, PlainScore>(s_shape, Causal.BottomRight(700, 500), default);
        using AttentionMap memory = test.Map(), file = test.Map(new MapStorage { Folder = _folder });
        Assert.Single(Directory.GetFiles(_folder));
        for (int head = 0; head < 4; head++)
        {
            Assert.Equal(memory.Tile(head, 300, 100).Weights, file.Tile(head, 300, 100).Weights);
            CellTile expected = memory.Overview(head), actual = file.Overview(head);
            Assert.Equal(expected.Largest, actual.Largest);
            Assert.Equal(expected.Mean, actual.Mean);
            Assert.Equal(expected.Allowed, actual.Allowed);
            Assert.Equal(memory.LogSumExp(head), file.LogSumExp(head));
            Assert.Equal(memory.Entropy(head), file.Entropy(head));
            Assert.Equal(memory.LargestWeight(head), file.LargestWeight(head));
            Assert.Equal(memory.LargestKey(head), file.LargestKey(head));
            Assert.Equal(memory.FirstKeyShare(head), file.FirstKeyShare(head));
        }
    }

    [Fact]
    public void Dispose_File_IsDeleted_AndTheMapSaysSo()
    {
        AttentionMap map = new MapCase<Bidirectional, PlainScore>(s_shape, default, default).Map(new MapStorage { Folder = _folder });
        Assert.True(new FileInfo(Directory.GetFiles(_folder).Single()).Length >= map.Bytes);
        map.Dispose();
        map.Dispose();
        Assert.Empty(Directory.GetFiles(_folder));
        Assert.Throws<ObjectDisposedException>(() => map.Tile(0, 0, 0));
        Assert.Throws<ObjectDisposedException>(() => map.Overview(0));
        Assert.Throws<ObjectDisposedException>(() => map.Entropy(0));
    }

    [Fact]
    public async Task Dispose_WhileTilesAreComputed_LetsThemEnd()
    {
        for (int round = 0; round < 20; round++)
        {
            MapStorage? storage = round % 2 == 0 ? null : new MapStorage { Folder = _folder };
            AttentionMap map = new MapCase<Causal, PlainScore>(s_shape, Causal.TopLeft, default).Map(storage);
            Task[] readers = [.. Enumerable.Range(0, 3).Select(_ => Task.Run(() =>
            {
                while (true)
                {
                    try
                    {
                        Assert.InRange(map.Overview(1).Largest.Max(), 0.001f, 1f);
                    }
                    catch (ObjectDisposedException)
                    {
                        return;
                    }
                }
            }))];
            await Task.Delay(2, TestContext.Current.CancellationToken);
            map.Dispose();
            await Task.WhenAll(readers);
        }
    }

    [Fact]
    public void Budget_TooSmall_SaysWhatIsNeeded()
    {
        var test = new MapCase<Bidirectional, PlainScore>(s_shape, default, default);
        long needed = 4 * (4 * 700 * 24 + 2 * 500 * 24 + 5 * 4 * 700);
        string message = Assert.Throws<HeedException>(() => test.Map(new MapStorage { Budget = needed - 1, Folder = _folder })).Message;
        Assert.Contains($"needs {needed:N0} bytes", message);
        Assert.Contains($"the budget is {needed - 1:N0} bytes", message);
        Assert.Contains("4 heads of 700 queries and 2 of 500 keys of 24 numbers", message);
        Assert.Empty(Directory.GetFiles(_folder));
        using AttentionMap map = test.Map(new MapStorage { Budget = needed });
        Assert.Equal(needed, map.Bytes);
    }

    [Fact]
    public void Folder_ThatIsNotThere_Refused()
    {
        var test = new MapCase<Bidirectional, PlainScore>(s_shape, default, default);
        string message = Assert.Throws<HeedException>(() => test.Map(new MapStorage { Folder = Path.Combine(_folder, "none") })).Message;
        Assert.Contains("Choose a folder that can be written to", message);
    }

    [Fact]
    public void Of_FailedRun_LeavesNoFile()
    {
        var test = new MapCase<Bidirectional, PlainScore>(s_shape, default, default, spread: float.PositiveInfinity);
        Assert.Throws<HeedException>(() => test.Map(new MapStorage { Folder = _folder }));
        Assert.Empty(Directory.GetFiles(_folder));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
