using System.Text.Json;

namespace Heed.Prompts.Plans;

/// <summary>What answers prompts.</summary>
/// <param name="Id">As in the file: <c>heed:tiny-decoder</c>, <c>echo</c>, a folder, <c>openai:…</c>.</param>
/// <param name="Label">What its columns are called; the id where nothing else is said.</param>
public sealed record PlannedProvider(string Id, string Label)
{
    /// <summary>Its parameters, such as temperature and max_tokens; undefined where there are none.</summary>
    public JsonElement Config { get; init; }

    /// <summary>Labels of the prompts it answers; null for all. A prompt is meant by its label, or by what stands before ':' in it.</summary>
    public IReadOnlyList<string>? Prompts { get; init; }

    /// <summary>JavaScript that changes its output; null for none.</summary>
    public string? Transform { get; init; }

    /// <summary>A pause before each call, in milliseconds; 0 for none.</summary>
    public double DelayMs { get; init; }

    /// <summary>The model it stands for, as the --model option names one; null where it is none of ours.</summary>
    public string? Model { get; init; }

    /// <summary>Why Heed cannot run it, such as that it is not local; null where it can.</summary>
    public string? Unsupported { get; init; }
}
