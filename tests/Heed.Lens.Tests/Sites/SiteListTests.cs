using Heed.Autograd;
using Heed.Lens.Sites;
using Heed.Models;
using Heed.Models.Tests.Families;

namespace Heed.Lens.Tests.Sites;

/// <summary>Site names are promises: programs and papers quote them.</summary>
public class SiteListTests
{
    [Fact]
    public void Of_ADecoder_NamesHaveNotChanged()
    {
        using LanguageModel model = TinyConfigs.Model("gpt2");
        Assert.Equal(
            [
                "pos_embed", "embed", "blocks.0.resid_pre", "blocks.0.attn.q", "blocks.0.attn.k", "blocks.0.attn.v", "blocks.0.attn.scores", "blocks.0.attn.pattern", "blocks.0.attn.z",
                "blocks.0.attn.result", "blocks.0.resid_mid", "blocks.0.mlp.post", "blocks.0.mlp.out", "blocks.0.resid_post",
            ],
            SiteList.Of(model.Transformer.Blueprint).Take(14).Select(site => site.Name));
        Assert.Equal(["final_norm", "logits"], SiteList.Of(model.Transformer.Blueprint).TakeLast(2).Select(site => site.Name));
    }

    [Fact]
    public void Of_AnEncoderDecoder_NamesHaveNotChanged()
    {
        using LanguageModel model = TinyConfigs.Model("t5");
        string[] names = [.. SiteList.Of(model.Transformer.Blueprint).Select(site => site.Name)];
        Assert.Equal("encoder.embed", names[0]);
        Assert.Equal(
            [
                "decoder.blocks.1.resid_pre", "decoder.blocks.1.attn.q", "decoder.blocks.1.attn.k", "decoder.blocks.1.attn.v", "decoder.blocks.1.attn.scores", "decoder.blocks.1.attn.pattern",
                "decoder.blocks.1.attn.z", "decoder.blocks.1.attn.result", "decoder.blocks.1.cross.q", "decoder.blocks.1.cross.k", "decoder.blocks.1.cross.v", "decoder.blocks.1.cross.scores",
                "decoder.blocks.1.cross.pattern", "decoder.blocks.1.cross.z", "decoder.blocks.1.cross.result", "decoder.blocks.1.resid_mid", "decoder.blocks.1.mlp.post", "decoder.blocks.1.mlp.out",
                "decoder.blocks.1.resid_post",
            ],
            names.Where(name => name.StartsWith("decoder.blocks.1.", StringComparison.Ordinal)));
    }

    [Theory]
    [MemberData(nameof(TinyConfigs.All), MemberType = typeof(TinyConfigs))]
    public void Of_EveryFamily_ARunHasThemAllWithTheirSizes(string name)
    {
        using LanguageModel model = TinyConfigs.Model(name);
        TokenBatch batch = Texts.Batch(model.Transformer.Blueprint);
        using var recording = Recording.Of(model.Transformer, batch, ["*"]);
        IReadOnlyList<Site> sites = SiteList.Of(model.Transformer.Blueprint);
        Assert.Equal(sites.Select(site => site.Name).Order(StringComparer.Ordinal), recording.Sites.Order(StringComparer.Ordinal));
        foreach (Site site in sites) Assert.Equal(site.Count(1, batch.Length, batch.Source?.Length ?? 0), recording[site.Name].Count);
    }

    [Fact]
    public void Matching_NoSuchSite_IsAnErrorThatNamesThem()
    {
        using LanguageModel model = TinyConfigs.Model("llama");
        string message = Assert.Throws<HeedException>(() => SiteList.Matching(model.Transformer.Blueprint, ["blocks.7.attn.z"])).Message;
        Assert.Contains("no such site", message);
        Assert.Contains("blocks.N.attn.z", message);
    }
}
