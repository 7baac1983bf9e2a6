using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Heed.Models;

namespace Heed.Lens.Sites;

/// <summary>The sites of a model, in the vocabulary of TransformerLens, in the order in which a run reaches them.</summary>
/// <remarks>
/// <c>scores</c> are those just before the softmax (scaled, capped, biased; −∞ where masked), <c>pattern</c> the weights; <c>q</c> and <c>k</c> are as they meet, normalized and
/// turned; <c>z</c> are the heads' results side by side, <c>result</c> the output of the whole attention part.
/// </remarks>
public static class SiteList
{
    // Asked for with every intervention of every run.
    private static readonly ConditionalWeakTable<Blueprint, IReadOnlyList<Site>> s_known = [];

    /// <summary>All sites of a model.</summary>
    public static IReadOnlyList<Site> Of(Blueprint blueprint) => s_known.GetValue(blueprint, All);

    private static IReadOnlyList<Site> All(Blueprint blueprint)
    {
        var sites = new List<Site>();
        if (blueprint.HasEncoder) Stack(sites, blueprint, "encoder.", blueprint.EncoderLayers, isSource: true, crosses: false);
        Stack(sites, blueprint, blueprint.HasEncoder ? "decoder." : "", blueprint.Layers, isSource: false, crosses: blueprint.HasEncoder);
        if (blueprint.Head is ModelHead.Language or ModelHead.MaskedLanguage) sites.Add(new Site("logits", "[rows, V]", SiteKind.Rows, blueprint.VocabularySize));
        if (blueprint.Pooler) sites.Add(new Site("pooled", "[B, M]", SiteKind.Texts, blueprint.Width));
        if (blueprint.Head == ModelHead.Classification) sites.Add(new Site("logits", "[B, labels]", SiteKind.Texts, blueprint.Labels));
        return sites.AsReadOnly();
    }

    /// <summary>The sites that patterns name; <c>*</c> stands for anything.</summary>
    /// <exception cref="HeedException">A pattern names none.</exception>
    public static IReadOnlyList<Site> Matching(Blueprint blueprint, IEnumerable<string> patterns)
    {
        IReadOnlyList<Site> all = Of(blueprint);
        var chosen = new HashSet<string>();
        foreach (string pattern in patterns)
        {
            if (all.Any(site => site.Name == pattern))
            {
                chosen.Add(pattern);
                continue;
            }
            var regex = new Regex($"^{Regex.Escape(pattern).Replace("\\*", ".*", StringComparison.Ordinal)}$", RegexOptions.CultureInvariant);
            int before = chosen.Count;
            chosen.UnionWith(all.Where(site => regex.IsMatch(site.Name)).Select(site => site.Name));
            if (chosen.Count == before && !all.Any(site => regex.IsMatch(site.Name)))
                throw new HeedException($"site '{pattern}': this model has no such site. Its sites are {string.Join(", ", Summary(all))}.");
        }
        return [.. all.Where(site => chosen.Contains(site.Name))];
    }

    /// <summary>Names with N for a layer's number, each once.</summary>
    private static IEnumerable<string> Summary(IEnumerable<Site> sites)
        => sites.Select(site => Regex.Replace(site.Name, @"blocks\.\d+\.", "blocks.N.")).Distinct();

    private static void Stack(List<Site> sites, Blueprint b, string prefix, int layers, bool isSource, bool crosses)
    {
        string tokens = isSource ? "B·Ts" : "B·T";
        SiteKind rows = isSource ? SiteKind.SourceRows : SiteKind.Rows;
        SiteKind matrix = isSource ? SiteKind.SourceMatrix : SiteKind.Matrix;
        if (b.Positions == PositionKind.Learned) Row("pos_embed", b.EmbeddingWidth);
        Row("embed", b.Width);
        for (int layer = 0; layer < layers; layer++)
        {
            string block = $"blocks.{layer}.";
            Row(block + "resid_pre", b.Width);
            Attention(block + "attn.", rows, matrix, tokens, isSource ? "Ts" : "T");
            if (crosses) Attention(block + "cross.", SiteKind.SourceRows, SiteKind.CrossMatrix, "B·Ts", "Ts");
            if (b.Residual == ResidualOrder.Sequential) Row(block + "resid_mid", b.Width);
            Row(block + "mlp.post", b.HiddenWidth, "hidden");
            Row(block + "mlp.out", b.Width);
            Row(block + "resid_post", b.Width);
        }
        Row("final_norm", b.Width);

        void Row(string name, int width, string axis = "M") => sites.Add(new Site(prefix + name, $"[{tokens}, {axis}]", rows, width));

        void Attention(string name, SiteKind keyRows, SiteKind kind, string keyTokens, string keys)
        {
            string queries = isSource ? "Ts" : "T";
            sites.Add(new Site($"{prefix}{name}q", $"[{tokens}, Hq·D]", rows, b.Heads * b.HeadSize));
            sites.Add(new Site($"{prefix}{name}k", $"[{keyTokens}, Hkv·D]", keyRows, b.KeyValueHeads * b.HeadSize));
            sites.Add(new Site($"{prefix}{name}v", $"[{keyTokens}, Hkv·D]", keyRows, b.KeyValueHeads * b.HeadSize));
            sites.Add(new Site($"{prefix}{name}scores", $"[B, Hq, {queries}, {keys}]", kind, b.Heads));
            sites.Add(new Site($"{prefix}{name}pattern", $"[B, Hq, {queries}, {keys}]", kind, b.Heads));
            sites.Add(new Site($"{prefix}{name}z", $"[{tokens}, Hq·D]", rows, b.Heads * b.HeadSize));
            sites.Add(new Site($"{prefix}{name}result", $"[{tokens}, M]", rows, b.Width));
        }
    }
}
