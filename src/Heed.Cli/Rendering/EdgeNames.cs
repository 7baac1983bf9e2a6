using Heed.Lens.Consequences;
using Heed.Lens.Metrics;
using Heed.Lens.Views;

namespace Heed.Cli.Rendering;

/// <summary>The tokens of an edge, with their numbers.</summary>
internal static class EdgeNames
{
    /// <summary>The token that looks.</summary>
    public static string Query(Question question, EdgeEffect edge) => $"{edge.Query} {EdgeWords.Query(question, edge)}";

    /// <summary>The token it looks at.</summary>
    public static string Key(Question question, EdgeEffect edge) => $"{edge.Key} {EdgeWords.Key(question, edge)}";
}
