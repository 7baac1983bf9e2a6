using Heed.Lens.Consequences;
using Heed.Lens.Metrics;

namespace Heed.Lens.Views;

/// <summary>The tokens of an edge in words.</summary>
public static class EdgeWords
{
    /// <summary>Whether the token that looks is one of the prompt.</summary>
    public static bool QueryIsPrompt(Question question, EdgeEffect edge) => !IsDecoder(edge) && edge.Query < question.Prompt.Length;

    /// <summary>Whether the token it looks at is one of the prompt.</summary>
    public static bool KeyIsPrompt(Question question, EdgeEffect edge)
        => (!IsDecoder(edge) || edge.Attention.EndsWith(".cross", StringComparison.Ordinal)) && edge.Key < question.Prompt.Length;

    /// <summary>The token that looks.</summary>
    public static string Query(Question question, EdgeEffect edge) => Name(question, edge, edge.Query, QueryIsPrompt(question, edge));

    /// <summary>The token it looks at.</summary>
    public static string Key(Question question, EdgeEffect edge) => Name(question, edge, edge.Key, KeyIsPrompt(question, edge));

    /// <summary>The name of an attention, short.</summary>
    public static string Attention(string attention) => attention.Replace("blocks.", "", StringComparison.Ordinal);

    private static bool IsDecoder(EdgeEffect edge) => edge.Attention.StartsWith("decoder.", StringComparison.Ordinal);

    private static string Name(Question question, EdgeEffect edge, int token, bool isPrompt)
    {
        if (isPrompt) return question.Prompt.Show(token);
        string text = question.Model.RequireTokenizer().Decode([question.Runs[edge.Run ?? 0].Batch.Ids[token]], skipSpecialTokens: false).Trim();
        return text.Length > 0 ? text : "␣";
    }
}
