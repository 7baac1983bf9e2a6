using Heed.Masks;
using Heed.Models;

namespace Heed.Lens.Interventions;

/// <summary>Attention knockout (Geva et al. 2023): some edges of one attention are left out, and their rows renormalised. A row left with nothing has z = 0.</summary>
/// <param name="attention">Which: <c>blocks.N.attn</c>.</param>
/// <param name="cuts">The edges.</param>
public sealed class CutEdges(string attention, params EdgeCut[] cuts) : Intervention
{
    /// <inheritdoc/>
    public override string Name => $"{attention} without {(cuts.Length == 1 ? "an edge" : $"{cuts.Length} edges")}";

    /// <summary>One edge.</summary>
    public static CutEdges One(string attention, int head, int query, int key) => new(attention, EdgeCut.Edge(head, query, key));

    /// <summary>All edges of some queries to some keys, in every head or one.</summary>
    public static CutEdges Span(string attention, KeyRange queries, KeyRange keys, int? head = null) => new(attention, new EdgeCut(head, queries, keys));

    /// <summary>A head looks at the first token alone, where it finds nothing of the text (Olsson et al. 2022).</summary>
    public static CutEdges RedirectToFirst(string attention, int head)
        => new(attention, new EdgeCut(head, new KeyRange(0, int.MaxValue), new KeyRange(1, int.MaxValue)));

    /// <inheritdoc/>
    public override void Check(Blueprint blueprint)
    {
        AttentionNames.Require(blueprint, attention);
        foreach (EdgeCut cut in cuts)
        {
            if (cut.Head is { } head) AttentionNames.RequireHead(blueprint, attention, head);
            if (cut.Rows.Start < 0 || cut.Keys.Start < 0)
                throw new HeedException($"{attention}: expected edges from position 0 on; got query {cut.Rows.Start}, key {cut.Keys.Start}.");
        }
    }

    /// <inheritdoc/>
    public override IReadOnlyList<EdgeCut> Cuts(string site) => site == attention ? cuts : [];

    /// <summary>Refuses edges that begin past the end of a text; those that go on for ever fit any.</summary>
    internal static void CheckLength(string attention, ReadOnlySpan<EdgeCut> cuts, int queries, int keys)
    {
        foreach (EdgeCut cut in cuts)
            if (Misses(cut.Rows, queries) || Misses(cut.Keys, keys))
                throw new HeedException(
                    $"{attention}: expected edges of queries 0 to {queries - 1} and keys 0 to {keys - 1}; got query {cut.Rows.Start}, key {cut.Keys.Start}.");

        static bool Misses(KeyRange range, int count) => range.Start >= count && range.End != int.MaxValue && !range.IsEmpty;
    }
}
