using System.Text.Json;

namespace Heed.Prompts.Traces;

/// <summary>What is kept of one call of a model: enough to do it again, bit by bit.</summary>
/// <param name="Id">Its own id: sorts by time.</param>
/// <param name="Started">When it began.</param>
public sealed record Trace(string Id, DateTimeOffset Started)
{
    /// <summary>The run it belongs to; null for none.</summary>
    public string? RunId { get; init; }

    /// <summary>The prompt's name; null where it has none.</summary>
    public string? PromptName { get; init; }

    /// <summary>The hash of its version: text, parameters, model.</summary>
    public string? PromptVersion { get; init; }

    /// <summary>The label the version was found under; null for none.</summary>
    public string? Label { get; init; }

    /// <summary>Names and values.</summary>
    public IReadOnlyDictionary<string, JsonElement> Vars { get; init; } = new Dictionary<string, JsonElement>();

    /// <summary>The prompt with its variables.</summary>
    public required string Input { get; init; }

    /// <summary>Its tokens as the model read them.</summary>
    public IReadOnlyList<int> InputTokens { get; init; } = [];

    /// <summary>How many tokens the prompt has; known where the tokens themselves were left out.</summary>
    public int InputTokenCount { get => field > 0 ? field : InputTokens.Count; init; }

    /// <summary>What came back.</summary>
    public string Output { get; init; } = "";

    /// <summary>Its tokens.</summary>
    public IReadOnlyList<int> OutputTokens { get; init; } = [];

    /// <summary>How many tokens came back; known where the tokens themselves were left out.</summary>
    public int OutputTokenCount { get => field > 0 ? field : OutputTokens.Count; init; }

    /// <summary>Of each the natural logarithm of its probability.</summary>
    public IReadOnlyList<double> LogProbabilities { get; init; } = [];

    /// <summary>The model as it was asked for.</summary>
    public required string Model { get; init; }

    /// <summary>sha256 over its weights and configuration.</summary>
    public string ModelHash { get; init; } = "";

    /// <summary>sha256 over its tokenizer.</summary>
    public string TokenizerHash { get; init; } = "";

    /// <summary>How it was asked: max_tokens, temperature … ; an object.</summary>
    public JsonElement Parameters { get; init; }

    /// <summary>The seed of the draws.</summary>
    public ulong Seed { get; init; }

    /// <summary>How long it took.</summary>
    public double LatencyMs { get; init; }

    /// <summary>To the first token.</summary>
    public double FirstTokenMs { get; init; }

    /// <summary><c>stop</c> or <c>length</c>; null where not known.</summary>
    public string? FinishReason { get; init; }

    /// <summary>What went wrong; null for nothing.</summary>
    public string? Error { get; init; }

    /// <summary>Scores by name.</summary>
    public IReadOnlyDictionary<string, double> Scores { get; init; } = new Dictionary<string, double>();

    /// <summary>For people.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>Whatever else is to be found again, such as a test's metadata: names and values.</summary>
    public IReadOnlyDictionary<string, JsonElement> Metadata { get; init; } = new Dictionary<string, JsonElement>();

    /// <summary>The version of Heed, which replaying needs.</summary>
    public string HeedVersion { get; init; } = "";

    /// <summary>The widest lanes, for where bits differ.</summary>
    public string Kernel { get; init; } = "";

    /// <summary>Whether texts were left out on purpose; such a trace cannot be replayed.</summary>
    public bool Redacted { get; init; }
}
