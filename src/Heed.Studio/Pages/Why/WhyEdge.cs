using Heed.Lens.Consequences;
using Heed.Lens.Metrics;
using Heed.Lens.Views;

namespace Heed.Studio.Pages.Why;

/// <summary>A weight with its consequence.</summary>
/// <param name="Attention">Which: <c>blocks.N.attn</c>.</param>
/// <param name="Layer">N.</param>
/// <param name="Head">Query head.</param>
/// <param name="From">The token that looks.</param>
/// <param name="To">The token it looks at.</param>
/// <param name="FromText">The first in words.</param>
/// <param name="ToText">The other in words.</param>
/// <param name="InText">Whether both are tokens of the text.</param>
/// <param name="IsSink">Whether the other is where attention rests that has nothing to do.</param>
/// <param name="Weight">A, 0 … 1.</param>
/// <param name="Predicted">The change of the metric that cutting it should make.</param>
/// <param name="Measured">The change it made; null where it was not cut.</param>
/// <param name="Badge"><c>strong-idle</c>, <c>weak-decides</c>, or empty.</param>
public sealed record WhyEdge(
    string Attention, int Layer, int Head, int From, int To, string FromText, string ToText, bool InText, bool IsSink, float Weight, float Predicted, float? Measured, string Badge)
{
    /// <summary>For pages.</summary>
    internal static WhyEdge Of(Question question, EdgeEffect edge)
    {
        bool keyInText = EdgeWords.KeyIsPrompt(question, edge);
        return new(
            edge.Attention, edge.Layer, edge.Head, edge.Query, edge.Key, EdgeWords.Query(question, edge), EdgeWords.Key(question, edge),
            keyInText && EdgeWords.QueryIsPrompt(question, edge), keyInText && question.Prompt.IsSink(edge.Key), edge.Weight, edge.Predicted, edge.Measured, edge.Badge switch
            {
                EdgeBadge.LooksStrongDoesNothing => "strong-idle",
                EdgeBadge.LooksWeakDecides => "weak-decides",
                _ => "",
            });
    }
}
