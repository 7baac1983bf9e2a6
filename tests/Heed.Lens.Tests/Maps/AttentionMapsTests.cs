using Heed.Lens.Maps;
using Heed.Models;

namespace Heed.Lens.Tests.Maps;

/// <summary>Maps of the built-in models.</summary>
public class AttentionMapsTests
{
    private const string Text = "The trophy would not fit in the suitcase because it was too big. The trophy was too big.";

    [Theory]
    [InlineData("tiny-encoder")]
    [InlineData("tiny-decoder")]
    public void Tiles_EqualAttentionRows(string name)
    {
        using LanguageModel model = Load(name);
        var batch = new TokenBatch(model.RequireTokenizer().Encode(Text).Ids);
        int[] rows = [.. Enumerable.Range(0, batch.Length)];
        using AttentionMaps maps = AttentionMaps.Of(model, batch);
        Assert.Equal(model.Transformer.Blueprint.Layers, maps.Count);
        int seen = 0;
        AttentionRows.Visit(model.Transformer, batch, rows, (layer, head, row, weights) =>
        {
            WeightTile tile = maps[$"blocks.{layer}.attn"].Tile(head, row, 0, 1);
            for (int j = 0; j < weights.Length; j++) Assert.Equal(weights[j], tile.Weights[j], 1e-5f);
            Assert.Equal(weights[0], maps[layer].FirstKeyShare(head)[row], 1e-5f);
            seen++;
        });
        Assert.Equal(maps.Sum(map => map.Heads * map.QueryCount), seen);
    }

    [Fact]
    public void Of_ChosenSites_KeepsThemAlone_AndOutlivesTheModel()
    {
        LanguageModel model = Load("tiny-decoder");
        var batch = new TokenBatch(model.RequireTokenizer().Encode(Text).Ids);
        using AttentionMaps all = AttentionMaps.Of(model, batch), some = AttentionMaps.Of(model, batch, ["blocks.2.attn", "blocks.0.attn"]);
        model.Dispose();
        Assert.Equal(["blocks.0.attn", "blocks.2.attn"], some.Select(map => map.Site));
        Assert.Equal((2, "causal"), (some[1].Layer, some[1].MaskName));
        for (int head = 0; head < some[1].Heads; head++) Assert.Equal(all[2].Tile(head, 0, 0).Weights, some["blocks.2.attn"].Tile(head, 0, 0).Weights);
        Assert.Contains("expected one of blocks.0.attn, blocks.2.attn; got 'blocks.1.attn'", Assert.Throws<HeedException>(() => some["blocks.1.attn"]).Message);
    }

    [Fact]
    public void Of_Padding_IsHeldFromTheCallersArray()
    {
        using LanguageModel model = Load("tiny-encoder");
        int[] ids = [.. model.RequireTokenizer().Encode(Text).Ids, 0, 0, 0];
        Masks.KeyRange[] real = [new(0, ids.Length - 3)];
        using AttentionMaps maps = AttentionMaps.Of(model, new TokenBatch(ids) { Real = real }, ["blocks.1.attn"]);
        float[] before = maps[0].Tile(0, 0, 0).Weights;
        real[0] = new(0, 1);
        Assert.Equal(before, maps[0].Tile(0, 0, 0).Weights);
        Assert.Equal(0f, before[ids.Length - 1]);
        Assert.Equal(1f, before.Take(ids.Length).Sum(), 1e-5f);
    }

    [Fact]
    public void Of_BudgetTooSmall_RefusedBeforeAnythingIsComputed()
    {
        LanguageModel model = Load("tiny-decoder");
        var batch = new TokenBatch(model.RequireTokenizer().Encode(Text).Ids);
        long needed = MapPlan.Of(model.Transformer.Blueprint, batch).Sum(plan => plan.Bytes);
        // A model without weights cannot compute: who got so far would say something else.
        model.Dispose();
        string message = Assert.Throws<HeedException>(() => AttentionMaps.Of(model, batch, storage: new MapStorage { Budget = needed - 1 })).Message;
        Assert.Contains($"{model.Transformer.Blueprint.Layers} attentions needs {needed:N0} bytes", message.Replace("keeping ", ""));
        Assert.Contains($"the budget is {needed - 1:N0} bytes", message);
        Assert.Throws<ObjectDisposedException>(() => AttentionMaps.Of(model, batch, storage: new MapStorage { Budget = needed }));
    }

    [Fact]
    public void Of_BadInput_Refused()
    {
        using LanguageModel model = Load("tiny-decoder");
        Refused("no attention 'blocks.9.attn'. It has blocks.0.attn", () => AttentionMaps.Of(model, new TokenBatch([1, 2]), ["blocks.9.attn"]));
        Refused("expected at least one attention", () => AttentionMaps.Of(model, new TokenBatch([1, 2]), []));
        Refused("expected one text; got a batch of 2", () => AttentionMaps.Of(model, new TokenBatch([1, 2], 2)));
        Refused("token 999999", () => AttentionMaps.Of(model, new TokenBatch([1, 999999])));

        static void Refused(string message, Action call) => Assert.Contains(message, Assert.Throws<HeedException>(call).Message);
    }

    private static LanguageModel Load(string name)
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "Heed.slnx"))) return ModelFolder.Load(Path.Combine(folder.FullName, "models", name));
        throw new DirectoryNotFoundException("Expected Heed.slnx in a folder above the tests.");
    }
}
