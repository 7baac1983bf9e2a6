using System.Text.Json;
using System.Text.Json.Serialization;

namespace Heed.Prompts.Answers;

/// <summary>What came back for a prompt.</summary>
/// <param name="Text">The output.</param>
public sealed record Answer(string Text)
{
    /// <summary>The prompt's tokens as the model read them; empty where no model was asked.</summary>
    public IReadOnlyList<int> PromptTokens { get; init; } = [];

    /// <summary>The output's tokens.</summary>
    public IReadOnlyList<int> Tokens { get; init; } = [];

    /// <summary>Of each of them the natural logarithm of its probability as the model gives it; empty where not known.</summary>
    public IReadOnlyList<double> LogProbabilities { get; init; } = [];

    /// <summary><c>stop</c> or <c>length</c>; null where not known.</summary>
    public string? FinishReason { get; init; }

    /// <summary>How long it took when it was computed.</summary>
    public double LatencyMs { get; init; }

    /// <summary>How long its first token took, then; 0 where not known.</summary>
    public double FirstTokenMs { get; init; }

    /// <summary>Whether it was taken from the cache.</summary>
    public bool Cached { get; init; }

    /// <summary>Whether every token was the likeliest, so that the same prompt gives the same answer; null where not known.</summary>
    public bool? Greedy { get; init; }

    /// <summary>Whatever else is known; undefined for nothing.</summary>
    [JsonIgnore]
    public JsonElement Metadata { get; init; }
}
