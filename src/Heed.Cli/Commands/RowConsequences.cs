using Heed.Lens;
using Heed.Lens.Consequences;
using Heed.Lens.Metrics;

namespace Heed.Cli.Commands;

/// <summary>What cutting each edge that is printed would do, and does.</summary>
/// <param name="question">What is asked of the text.</param>
/// <param name="edges">Those that are printed.</param>
internal sealed class RowConsequences(Question question, IReadOnlyList<EdgeEffect> edges)
{
    private readonly Dictionary<(int, int, int, int), EdgeEffect> _edges = edges.ToDictionary(edge => (edge.Layer, edge.Head, edge.Query, edge.Key));

    /// <summary>What is asked of the text.</summary>
    public Question Question => question;

    /// <summary>Cuts the edges.</summary>
    public static RowConsequences Of(
        Question question, IEnumerable<(int Layer, int Head, int Query, int Key)> edges, long budget, IProgress<int> progress,
        CancellationToken cancellation)
        => new(question, EdgeConsequences.OfEdges(
            question,
            [.. edges.Select(edge => new EdgeEffect(AttentionRows.Attention(question.Model.Transformer.Blueprint, edge.Layer), edge.Layer, edge.Head, edge.Query, edge.Key))],
            budget, progress, cancellation));

    /// <summary>An edge that is printed; null for one that is not.</summary>
    public EdgeEffect? Find(int layer, int head, int query, int key) => _edges.GetValueOrDefault((layer, head, query, key));
}
