using System.Text.Json;
using Heed.Prompts.Answers;
using Heed.Prompts.Assertions;
using Heed.Prompts.Plans;
using Heed.Prompts.Templating;

namespace Heed.Prompts.Runs;

/// <summary>A cell of the matrix, done.</summary>
/// <param name="Case">The row of the matrix: testIdx, variables, description, repeat.</param>
/// <param name="Column">Who answered what: promptIdx.</param>
public sealed record RunRow(PlannedCase Case, PlannedColumn Column)
{
    /// <summary>Its own id.</summary>
    public required string Id { get; init; }

    /// <summary>The variables as the prompt saw them.</summary>
    public required IReadOnlyDictionary<string, JsonElement> Vars { get; init; }

    /// <summary>The variables as they were put into the prompt, where templates within them were rendered; null where they are <see cref="Vars"/>.</summary>
    public IReadOnlyDictionary<string, JsonElement>? PutIn { get; init; }

    /// <summary>The prompt as the provider saw it.</summary>
    public required string Prompt { get; init; }

    /// <summary>Its named parts.</summary>
    public IReadOnlyList<PromptSpan> Spans { get; init; } = [];

    /// <summary>Variables that the prompt puts in and that have no value: nothing stands in their place.</summary>
    public IReadOnlyList<string> Missing { get; init; } = [];

    /// <summary>The answer; null where there is none.</summary>
    public Answer? Answer { get; init; }

    /// <summary>The output after all transforms: a text or another value; undefined where there is no answer.</summary>
    public JsonElement Output { get; init; }

    /// <summary>What went wrong; null for nothing.</summary>
    public string? Error { get; init; }

    /// <summary>Why it did not pass.</summary>
    public FailureReason Failure { get; init; }

    /// <summary>Whether it passed.</summary>
    public bool Success => Failure == FailureReason.None;

    /// <summary>The weighted mean of the assertions' scores.</summary>
    public double Score { get; init; }

    /// <summary>For people.</summary>
    public string Reason { get; init; } = "";

    /// <summary>What each assertion said.</summary>
    public IReadOnlyList<AssertionResult> Results { get; init; } = [];

    /// <summary>Scores by metric.</summary>
    public IReadOnlyDictionary<string, double> NamedScores { get; init; } = new Dictionary<string, double>();

    /// <summary>From asking to answered.</summary>
    public double LatencyMs { get; init; }

    /// <summary>The hash of the prompt's version: text, parameters, model.</summary>
    public string? PromptVersion { get; init; }

    /// <summary>The trace of the call; null where no model was asked.</summary>
    public string? TraceId { get; init; }
}
