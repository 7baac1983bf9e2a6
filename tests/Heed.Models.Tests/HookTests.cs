using Heed.Autograd;
using Heed.Masks;
using Heed.Models.Tests.Families;
using Heed.Scores;

namespace Heed.Models.Tests;

/// <summary>What a watcher is shown: sites, shapes, and what attention works on.</summary>
public class HookTests
{
    [Theory]
    [InlineData("llama")]
    [InlineData("gpt2")]
    [InlineData("phi3")]
    [InlineData("gemma2")]
    [InlineData("bert-mlm")]
    public void Visit_OneStack_SitesHaveTheirShapes(string name)
    {
        using LanguageModel model = TinyConfigs.Model(name);
        Blueprint b = model.Transformer.Blueprint;
        Watcher watcher = Run(model, new TokenBatch([3, 4, 5, 6, 7, 8], 2));
        int heads = b.Heads * b.HeadSize, keys = b.KeyValueHeads * b.HeadSize;
        (string Site, int Width)[] expected =
        [
            ("resid_pre", b.Width), ("attn.q", heads), ("attn.k", keys), ("attn.v", keys), ("attn.z", heads), ("attn.result", b.Width),
                ("resid_mid", b.Width),
            ("mlp.post", b.HiddenWidth), ("mlp.out", b.Width), ("resid_post", b.Width),
        ];
        Assert.Equal(
            [
                .. b.Positions == PositionKind.Learned ? [("pos_embed", 6, b.Width)] : Array.Empty<(string, int, int)>(), ("embed", 6, b.Width), .. Enumerable.Range(0, b.Layers)
                    .SelectMany(layer => expected.Select(site => ($"blocks.{layer}.{site.Site}", 6, site.Width))),
                ("final_norm", 6, b.Width), ("logits", 6, b.VocabularySize),
            ],
            watcher.Visited);
        Assert.Equal(Enumerable.Range(0, b.Layers).Select(layer => $"blocks.{layer}.attn"), watcher.Attended);
    }

    [Fact]
    public void Visit_HeadsOfOneMatrix_AreShownApart()
    {
        using LanguageModel model = TinyConfigs.Model("neox-parallel");
        Watcher watcher = Run(model, new TokenBatch([3, 4, 5]));
        Assert.Contains(("blocks.1.attn.v", 3, 24), watcher.Visited);
        Assert.DoesNotContain(watcher.Visited, visit => visit.Site.EndsWith("resid_mid"));
    }

    [Fact]
    public void Visit_EncoderDecoder_StacksHaveTheirNames()
    {
        using LanguageModel model = TinyConfigs.Model("t5");
        Watcher watcher = Run(model, new TokenBatch([0, 4, 5]) { Source = new TokenBatch([3, 4, 5, 6]) });
        foreach ((string, int, int) site in (ReadOnlySpan<(string, int, int)>)
            [("encoder.embed", 4, 24), ("encoder.blocks.1.resid_post", 4, 24), ("encoder.final_norm", 4, 24), ("decoder.embed", 3, 24),
                ("decoder.blocks.2.attn.q", 3, 24),
            ("decoder.blocks.2.cross.q", 3, 24), ("decoder.blocks.2.cross.k", 4, 24), ("decoder.blocks.2.cross.z", 3, 24),
                ("decoder.final_norm", 3, 24), ("logits", 3, 31)])
            Assert.Contains(site, watcher.Visited);
        Assert.Equal(
            ["encoder.blocks.0.attn", "encoder.blocks.1.attn", .. Enumerable.Range(0, 3)
                .SelectMany(n => new[] { $"decoder.blocks.{n}.attn", $"decoder.blocks.{n}.cross" })],
            watcher.Attended);
    }

    private static Watcher Run(LanguageModel model, TokenBatch batch)
    {
        var watcher = new Watcher();
        using var tape = new Tape(recording: false);
        model.Transformer.TokenLogits(tape, model.Transformer.Hidden(tape, batch, hook: watcher), hook: watcher);
        return watcher;
    }

    private sealed class Watcher : IHook
    {
        public List<(string Site, int Rows, int Columns)> Visited { get; } = [];

        public List<string> Attended { get; } = [];

        public Tensor Visit(Tape tape, string site, Tensor value)
        {
            Visited.Add((site, value.Rows, value.Columns));
            return value;
        }

        public Tensor Attend<TMask, TScore, TParameters>(in AttentionStep step, TMask mask, TScore score, TParameters parameters)
            where TMask : struct, IMask where TScore : struct, IScore where TParameters : struct, IScoreParameters
        {
            Attended.Add(step.Site);
            return step.Run(mask, score, parameters);
        }
    }
}
