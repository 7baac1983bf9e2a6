using Heed.Lens.Interventions;
using Heed.Masks;
using Heed.Models;

namespace Heed.Lens.Spans;

/// <summary>
/// Attention knockout of a span (Geva et al. 2023): in every layer and head all edges from tokens outside to tokens of the span are cut and rows renormalised.
/// Its own tokens go on seeing each other, so that what it says stays there, unread.
/// </summary>
public static class SpanCut
{
    /// <summary>The cuts of every layer.</summary>
    /// <param name="blueprint">A model of one stack.</param>
    /// <param name="span">Runs of neighbouring tokens, in order.</param>
    public static IReadOnlyList<Intervention> Of(Blueprint blueprint, IReadOnlyList<KeyRange> span)
    {
        EdgeCut[] edges = Edges(blueprint, span);
        return [.. AttentionNames.Of(blueprint).Select(attention => new CutEdges(attention, edges))];
    }

    /// <summary>The cuts of one attention.</summary>
    /// <param name="blueprint">A model of one stack.</param>
    /// <param name="attention">Which: <c>blocks.N.attn</c>.</param>
    /// <param name="span">Runs of neighbouring tokens, in order.</param>
    public static CutEdges Of(Blueprint blueprint, string attention, IReadOnlyList<KeyRange> span) => new(attention, Edges(blueprint, span));

    private static EdgeCut[] Edges(Blueprint blueprint, IReadOnlyList<KeyRange> span)
    {
        // Where tokens see only earlier ones, those before a run never saw it.
        bool causal = blueprint.Direction == Direction.Causal;
        var outside = new List<KeyRange>();
        int next = 0;
        foreach (KeyRange run in span)
        {
            if (run.Start > next) outside.Add(new KeyRange(next, run.Start));
            next = run.End;
        }
        outside.Add(new KeyRange(next, int.MaxValue));
        return [.. from run in span from rows in outside where !causal || rows.Start >= run.End select new EdgeCut(null, rows, run)];
    }
}
