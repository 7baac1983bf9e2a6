using Heed.Lens.Consequences;
using Heed.Lens.Metrics;

namespace Heed.Cli.Rendering;

/// <summary>The tokens of an edge, with their numbers.</summary>
internal static class EdgeNames
{
    /// <summary>The token that looks.</summary>
    public static string Query(Question question, EdgeEffect edge) => Name(question, edge, edge.Query, ofDecoder: edge.Attention.StartsWith("decoder.", StringComparison.Ordinal));

    /// <summary>The token it looks at.</summary>
    public static string Key(Question question, EdgeEffect edge)
        => Name(question, edge, edge.Key, edge.Attention.StartsWith("decoder.", StringComparison.Ordinal) && !edge.Attention.EndsWith(".cross", StringComparison.Ordinal));

    private static string Name(Question question, EdgeEffect edge, int token, bool ofDecoder)
    {
        if (!ofDecoder && token < question.Prompt.Length) return $"{token} {question.Prompt.Show(token)}";
        int id = question.Runs[edge.Run ?? 0].Batch.Ids[token];
        return $"{token} {question.Model.RequireTokenizer().Decode([id], skipSpecialTokens: false).Trim()}";
    }
}
