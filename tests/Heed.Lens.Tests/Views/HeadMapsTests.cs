using Heed.Autograd;
using Heed.Lens.Views;
using Heed.Models;
using Heed.Models.Tests.Families;

namespace Heed.Lens.Tests.Views;

/// <summary>Maps as pictures need them, against exact rows.</summary>
public class HeadMapsTests(ViewModels models) : IClassFixture<ViewModels>
{
    [Theory]
    [InlineData(true, 64)]
    [InlineData(true, 5)]
    [InlineData(false, 16)]
    [InlineData(false, 7)]
    public void Of_AnyBlock_IsTheLargestExactWeight(bool isEncoder, int most)
    {
        LanguageModel model = isEncoder ? models.Encoder : models.Decoder;
        ReadText read = ReadText.Of(model, string.Join(' ', Enumerable.Repeat(ViewModels.Big, isEncoder ? 1 : 3)));
        var batch = new TokenBatch(read.Encoding.Ids);
        IReadOnlyList<HeadMap> maps = HeadMaps.Of(model.Transformer, batch, most);
        Blueprint b = model.Transformer.Blueprint;
        Assert.Equal(b.Layers * b.Heads, maps.Count);
        int block = HeadMap.BlockFor(read.Length, most);
        var expected = maps.ToDictionary(map => (map.Layer, map.Head), map => new float[map.Rows * map.Columns]);
        AttentionRows.Visit(model.Transformer, batch, [.. Enumerable.Range(0, read.Length)], (layer, head, row, weights) =>
        {
            float[] cells = expected[(layer, head)];
            int columns = (weights.Length + block - 1) / block;
            for (int k = 0; k < weights.Length; k++) cells[row / block * columns + k / block] = Math.Max(cells[row / block * columns + k / block], weights[k]);
        });
        foreach (HeadMap map in maps)
        {
            Assert.InRange(Math.Max(map.Rows, map.Columns), 1, most);
            Assert.Equal(block, map.Block);
            // Scores here stay below 32 in base 2: both they and the log-sum-exp are rounded by at most 2⁻²⁰, the exponential by a few ulp.
            for (int i = 0; i < map.Cells.Length; i++) Assert.Equal(expected[(map.Layer, map.Head)][i], map.Cells[i], 2e-6f);
        }
    }

    [Fact]
    public void Of_OneHead_IsThatHead()
    {
        ReadText read = ReadText.Of(models.Decoder, ViewModels.Big);
        var batch = new TokenBatch(read.Encoding.Ids);
        HeadMap one = Assert.Single(HeadMaps.Of(models.Decoder.Transformer, batch, 64, (attention, head) => attention == "blocks.2.attn" && head == 3));
        HeadMap same = HeadMaps.Of(models.Decoder.Transformer, batch, 64).Single(map => map.Attention == "blocks.2.attn" && map.Head == 3);
        Assert.Equal(same.Cells, one.Cells);
        // A decoder does not look ahead, and the first row is exact.
        Assert.Equal(1, one[0, 0], 1e-6f);
        for (int k = 1; k < one.Columns; k++) Assert.Equal(0, one[0, k]);
    }

    [Fact]
    public void Of_AnEncoderDecoder_HasItsCrossAttention()
    {
        using LanguageModel t5 = TinyConfigs.Model("t5");
        Transformer model = t5.Transformer;
        IReadOnlyList<HeadMap> maps = HeadMaps.Of(model, Texts.Batch(model.Blueprint), 64);
        HeadMap cross = maps.First(map => map.Attention == "decoder.blocks.0.cross");
        Assert.Equal((7, 20), (cross.Queries, cross.Keys));
        for (int q = 0; q < 7; q++) Assert.Equal(1, Enumerable.Range(0, 20).Sum(k => cross[q, k]), 1e-5f);
    }

    [Theory]
    [InlineData(1, 96, 1)]
    [InlineData(96, 96, 1)]
    [InlineData(97, 96, 2)]
    [InlineData(20_000, 96, 209)]
    public void BlockFor_AnyLength_LeavesAtMostTheCellsAsked(int length, int most, int block)
    {
        Assert.Equal(block, HeadMap.BlockFor(length, most));
        Assert.InRange((length + block - 1) / block, 1, most);
    }
}
