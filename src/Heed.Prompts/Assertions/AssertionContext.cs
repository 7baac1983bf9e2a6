using System.Text.Json;
using Heed.Prompts.Answers;
using Heed.Prompts.Plans;
using Heed.Prompts.Templating;

namespace Heed.Prompts.Assertions;

/// <summary>What an assertion may know of the answer it judges.</summary>
/// <param name="Assertion">The assertion.</param>
/// <param name="Output">The output after all transforms, as text.</param>
public sealed record AssertionContext(PlannedAssertion Assertion, string Output)
{
    /// <summary>The output where a transform made a value of it that is no text; else undefined.</summary>
    public JsonElement OutputValue { get; init; }

    /// <summary>Its value, rendered and read from its file; undefined where there is none.</summary>
    public JsonElement Value { get; init; }

    /// <summary>The answer as it came.</summary>
    public required Answer Answer { get; init; }

    /// <summary>Who answered what.</summary>
    public required PlannedColumn Column { get; init; }

    /// <summary>The case.</summary>
    public required PlannedCase Case { get; init; }

    /// <summary>The variables as the prompt saw them.</summary>
    public required IReadOnlyDictionary<string, JsonElement> Vars { get; init; }

    /// <summary>The prompt as the provider saw it.</summary>
    public required string Prompt { get; init; }

    /// <summary>The prompt's named parts.</summary>
    public IReadOnlyList<PromptSpan> Spans { get; init; } = [];

    /// <summary>What templates find under <c>env</c>.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();

    /// <summary>The models that answer, judge and embed.</summary>
    public required IModels Models { get; init; }

    /// <summary>What models said before; null where nothing is to be kept.</summary>
    public AnswerCache? Cache { get; init; }

    /// <summary>What paths are relative to.</summary>
    public required string Folder { get; init; }

    /// <summary>Stops the work.</summary>
    public CancellationToken Cancellation { get; init; }
}
