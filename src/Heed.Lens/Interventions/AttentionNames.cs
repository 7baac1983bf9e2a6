using Heed.Lens.Sites;
using Heed.Models;

namespace Heed.Lens.Interventions;

/// <summary>The attentions of a model: <c>blocks.N.attn</c>, and of an encoder–decoder <c>encoder.blocks.N.attn</c>, <c>decoder.blocks.N.attn</c> and <c>decoder.blocks.N.cross</c>.</summary>
public static class AttentionNames
{
    /// <summary>All of them, in the order of a run.</summary>
    public static IReadOnlyList<string> Of(Blueprint blueprint)
        => [.. SiteList.Of(blueprint).Where(site => site.Name.EndsWith(".z", StringComparison.Ordinal)).Select(site => site.Name[..^2])];

    /// <summary>The number of an attention's layer.</summary>
    public static int LayerOf(string attention)
    {
        int start = attention.IndexOf("blocks.", StringComparison.Ordinal) + "blocks.".Length, end = attention.LastIndexOf('.');
        return int.Parse(attention.AsSpan(start, end - start), System.Globalization.CultureInfo.InvariantCulture);
    }

    /// <summary>Queries and keys of an attention in a run.</summary>
    internal static (int Queries, int Keys) Lengths(string attention, TokenBatch batch)
    {
        bool isEncoder = attention.StartsWith("encoder.", StringComparison.Ordinal), isCross = attention.EndsWith(".cross", StringComparison.Ordinal);
        return (isEncoder ? batch.Source!.Length : batch.Length, isEncoder || isCross ? batch.Source!.Length : batch.Length);
    }

    /// <summary>Refuses what the model does not have.</summary>
    /// <exception cref="HeedException">There is no such attention.</exception>
    public static void Require(Blueprint blueprint, string attention)
    {
        IReadOnlyList<string> all = Of(blueprint);
        if (!all.Contains(attention)) throw new HeedException($"attention '{attention}': expected one of {all[0]} … {all[^1]}.");
    }

    /// <summary>Refuses a head the model does not have.</summary>
    /// <exception cref="HeedException">There is no such head.</exception>
    public static void RequireHead(Blueprint blueprint, string attention, int head)
    {
        if ((uint)head >= (uint)blueprint.Heads) throw new HeedException($"{attention}: expected a head from 0 to {blueprint.Heads - 1}; got {head}.");
    }
}
