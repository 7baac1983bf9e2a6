using Heed.Lens.Maps;
using Heed.Lens.Positions;
using Heed.Models;

namespace Heed.Lens.Tests.Maps;

public class TextMapsTests
{
    private const string Text = "The trophy would not fit in the suitcase because it was too big.";

    [Theory]
    [InlineData("tiny-encoder"), InlineData("tiny-decoder")]
    public void RowAndColumn_AnyToken_AreThoseOfTheTile(string name)
    {
        using LanguageModel model = ModelFolder.Load(BuiltInModel.Path(name));
        ReadText read = ReadText.Of(model, Text);
        using AttentionMaps maps = TextMaps.Of(model, read, cancellation: TestContext.Current.CancellationToken);
        foreach (AttentionMap map in maps)
            for (int head = 0; head < map.Heads; head++)
            {
                WeightTile tile = map.Tile(head, 0, 0);
                for (int i = 0; i < read.Length; i++)
                {
                    float[] row = map.Row(head, i), column = map.Column(head, i);
                    for (int j = 0; j < read.Length; j++)
                    {
                        // One kernel visits all of them, but sums of other tile shapes may round otherwise.
                        Assert.Equal(tile[i, j], row[j], 1e-6f);
                        Assert.Equal(tile[j, i], column[j], 1e-6f);
                    }
                }
            }
    }

    [Fact]
    public void RowAndColumn_Outside_AreRefused()
    {
        using LanguageModel model = ModelFolder.Load(BuiltInModel.Path("tiny-encoder"));
        ReadText read = ReadText.Of(model, Text);
        using AttentionMaps maps = TextMaps.Of(model, read, layer: 1, cancellation: TestContext.Current.CancellationToken);
        Assert.Contains("expected a query of 0 …", Assert.Throws<HeedException>(() => maps[0].Row(0, read.Length)).Message);
        Assert.Contains("expected a key of 0 …", Assert.Throws<HeedException>(() => maps[0].Column(0, -1)).Message);
        Assert.Contains("layer: expected 0 … 3; got 4", Assert.Throws<HeedException>(() => TextMaps.Plans(model, read, 4)).Message);
    }

    [Fact]
    public void Of_Stopped_KeepsNothing()
    {
        using LanguageModel model = ModelFolder.Load(BuiltInModel.Path("tiny-decoder"));
        ReadText read = ReadText.Of(model, Text);
        using var stop = new CancellationTokenSource();
        var told = new List<int>();
        var progress = new Told(done =>
        {
            told.Add(done);
            if (done == 2) stop.Cancel();
        });
        Assert.ThrowsAny<OperationCanceledException>(() => TextMaps.Of(model, read, progress: progress, cancellation: stop.Token));
        Assert.Equal([1, 2], told);
    }

    [Fact]
    public void ReadText_BeyondTheWindow_IsWhatAModelWithALongerWindowComputes()
    {
        string folder = Directory.CreateTempSubdirectory("heed-window").FullName, from = BuiltInModel.Path("tiny-long");
        try
        {
            foreach (string file in Directory.GetFiles(from)) File.Copy(file, Path.Combine(folder, Path.GetFileName(file)));
            string config = Path.Combine(folder, "config.json");
            File.WriteAllText(config, File.ReadAllText(config)
                .Replace("\"max_position_embeddings\": 4096", "\"max_position_embeddings\": 8192", StringComparison.Ordinal));
            using LanguageModel model = ModelFolder.Load(BuiltInModel.Path("tiny-long")), wide = ModelFolder.Load(folder);
            string text = GeneratedText.Of(4500, 3);
            Assert.Contains("window of tiny-long is 4096", Assert.Throws<HeedException>(() => ReadText.Of(model, text)).Message);
            ReadText read = ReadText.Of(model, text, beyondWindow: true), within = ReadText.Of(wide, text, beyondWindow: true);
            Assert.True(read.IsBeyondWindow);
            Assert.False(within.IsBeyondWindow);
            using AttentionMaps maps = TextMaps.Of(model, read, cancellation: TestContext.Current.CancellationToken);
            using AttentionMaps same = TextMaps.Of(wide, within, cancellation: TestContext.Current.CancellationToken);
            int last = read.Length - 1;
            for (int layer = 0; layer < maps.Count; layer++)
                Assert.Equal(same[layer].Row(1, last), maps[layer].Row(1, last));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public void ReadText_BeyondAPositionTable_IsRefused()
    {
        using LanguageModel model = ModelFolder.Load(BuiltInModel.Path("tiny-decoder"));
        string text = GeneratedText.Of(600, 3);
        Assert.Contains("a table of 256 positions and cannot read beyond it", Assert.Throws<HeedException>(() => ReadText.Of(model, text, beyondWindow: true)).Message);
        int[] ids = model.RequireTokenizer().Encode(text).Ids;
        Assert.Contains("a table of 256 positions", Assert.Throws<HeedException>(() => AttentionMaps.Of(model, new TokenBatch(ids) { BeyondWindow = true })).Message);
    }

    [Fact]
    public void Places_WholeWordsFirst_ThenParts()
    {
        using LanguageModel model = ModelFolder.Load(BuiltInModel.Path("tiny-encoder"));
        ReadText read = ReadText.Of(model, "The trophy would not fit in it.");
        Assert.Equal([read.Find("it")], read.Places("IT"));
        Assert.Equal([read.Find("fit")], read.Places("fit in"));
        Assert.Equal([read.Find("trophy")], read.Places("roph"));
        Assert.Empty(read.Places("suitcase"));
        Assert.Throws<HeedException>(() => read.Places(" "));
    }

    [Theory]
    [InlineData(64), InlineData(2000), InlineData(20_000)]
    public void GeneratedText_AnyLength_FillsItNearly(int tokens)
    {
        using LanguageModel model = ModelFolder.Load(BuiltInModel.Path("tiny-long"));
        string text = GeneratedText.Of(tokens, 1);
        int length = model.RequireTokenizer().Encode(text).Ids.Length;
        // Codes have two digits, which may be two tokens; a sentence more had no room.
        Assert.InRange(length, tokens - 30, tokens * 1.01);
        Assert.Equal(text, GeneratedText.Of(tokens, 1));
        Assert.NotEqual(text, GeneratedText.Of(tokens, 2));
    }

    private sealed class Told(Action<int> told) : IProgress<int>
    {
        public void Report(int value) => told(value);
    }
}
