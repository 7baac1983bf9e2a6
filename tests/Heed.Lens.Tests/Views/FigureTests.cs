using System.Xml.Linq;
using Heed.Lens.Views;

namespace Heed.Lens.Tests.Views;

/// <summary>Grids, maps and legends on paper.</summary>
public class FigureTests
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(4, 4)]
    [InlineData(12, 12)]
    [InlineData(32, 32)]
    [InlineData(80, 64)]
    public void HeadGrid_AnySize_StaysInsideItsViewBox(int layers, int heads)
    {
        HeadCell[] cells = [.. Enumerable.Range(0, layers).SelectMany(l => Enumerable.Range(0, heads).Select(h =>
            new HeadCell($"{l}", h, h == 0 ? double.NaN : (l - h) / 10.0, "internationalization", $"layer {l}, head {h}")))];
        Shading shading = new(ColorScale.Effect, 5, "effect on the metric");
        var grid = new HeadGridView("Heads", cells, shading);
        SvgBounds.Check(SvgFile.Paper("Heads", [], [grid, new SideBySide("Both", grid, grid), new Legend(shading)]));
        Assert.InRange(grid.Width, 1, 960);
        Assert.Equal(heads <= 12, grid.HasText);
        Assert.DoesNotContain("NaN", grid.About);
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(7, 20)]
    [InlineData(64, 64)]
    [InlineData(65, 65)]
    [InlineData(20_000, 20_000)]
    public void HeatMap_AnyLength_StaysInsideAndSmall(int queries, int keys)
    {
        HeadMap map = Map(queries, keys, HeadMap.MostCells, seed: queries);
        Shading shading = HeatMapView.Shading(map);
        string svg = SvgFile.Paper("Map", [], [new HeatMapView("Map", map, shading, i => "query" + i, i => "averyveryverylongkeyname" + i),
            new Legend(shading)]);
        XDocument document = SvgBounds.Check(svg);
        Assert.InRange(svg.Length, 0, 500_000);
        Assert.Equal(Math.Max(queries, keys) <= 64, document.Descendants().Any(text => text.Value == "query0"));
        Assert.Contains(queries == 20_000 ? "largest attention weight in a block of 209 × 209 tokens" : "attention weight;", svg);
    }

    [Fact]
    public void MapGrid_OfTwelveLayersOfTwelveHeads_IsSmall()
    {
        HeadMap[] maps = [.. Enumerable.Range(0, 144).Select(i
            => Map(5000, 5000, MapGridView.CellsASide, i) with { Layer = i / 12, Head = i % 12, Attention = $"blocks.{i / 12}.attn" })];
        string svg = SvgFile.Paper("Maps", [], [new MapGridView("Maps", maps, new Shading(ColorScale.Attention, 1, "x"))]);
        SvgBounds.Check(svg);
        Assert.InRange(svg.Length, 0, 1_500_000); // random numbers, the worst there is
    }

    [Theory]
    [InlineData(0.5, false, "pale 0, dark 0.50, linear")]
    [InlineData(0, false, "all 0")]
    public void Legend_OfAShare_SaysItsRange(double largest, bool percent, string words)
    {
        var legend = new Legend(new Shading(ColorScale.Attention, largest, "weight") { IsPercent = percent });
        Assert.Equal("weight: " + words, legend.Words);
    }

    [Fact]
    public void Legend_OfAnEffect_SaysBothEnds()
    {
        string svg = SvgFile.Paper("t", [], [new Legend(new Shading(ColorScale.Effect, 2.5, "effect"))]);
        string[] texts = [.. SvgBounds.Check(svg).Descendants().Where(e => e.Name.LocalName == "text").Select(e => e.Value)];
        Assert.Equal(["t", "effect", "−2.50", "0", "+2.50"], texts);
    }

    [Theory]
    [InlineData(-0.004, "0")]
    [InlineData(-0.006, "−0.01")]
    [InlineData(12.346, "+12.35")]
    public void Show_SignedNumbers_HaveTheirSign(double value, string shown) => Assert.Equal(shown, new Shading(ColorScale.Effect, 1, "").Show(value));

    [Theory]
    [InlineData(0.8067, true, "80.7 %", "81")]
    [InlineData(0.5, false, "0.50", ".50")]
    [InlineData(0.000123, false, "0.00012", ".00012")]
    [InlineData(0.000123, true, "0.0123 %", "0.012")]
    public void Show_SmallRanges_KeepDigitsThatCount(double largest, bool isPercent, string shown, string brief)
    {
        var shading = new Shading(ColorScale.Attention, largest, "") { IsPercent = isPercent };
        Assert.Equal(shown, shading.Show(largest));
        Assert.Equal(brief, shading.Brief(largest));
        Assert.Equal("", shading.Brief(0));
        Assert.Equal("−0.000012", new Shading(ColorScale.Effect, 0.000015, "").Show(-0.0000123));
    }

    private static HeadMap Map(int queries, int keys, int most, int seed)
    {
        var random = new Random(seed);
        int block = HeadMap.BlockFor(Math.Max(queries, keys), most);
        return new HeadMap("blocks.0.attn", 0, 0, queries, keys, block,
            [.. Enumerable.Range(0, ((queries + block - 1) / block) * ((keys + block - 1) / block)).Select(_ => random.NextSingle())]);
    }
}
