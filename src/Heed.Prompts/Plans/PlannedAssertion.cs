using System.Text.Json;

namespace Heed.Prompts.Plans;

/// <summary>What an answer is held to, as it stands in a file.</summary>
/// <param name="Type">Without <c>not-</c>: <c>contains</c>, <c>heed:margin</c>, <c>assert-set</c>.</param>
/// <param name="Place">Where it stands.</param>
public sealed record PlannedAssertion(string Type, Place Place)
{
    /// <summary>Whether the type began with <c>not-</c>.</summary>
    public bool Not { get; init; }

    /// <summary>As in the file, templates not rendered, <c>file://</c> not read; undefined where there is none.</summary>
    public JsonElement Value { get; init; }

    /// <summary>The limit, whose sense depends on the type; null where nothing is said.</summary>
    public double? Threshold { get; init; }

    /// <summary>Its share in the case's score; 0 makes it pass in any case.</summary>
    public double Weight { get; init; } = 1;

    /// <summary>The name its score is summed up under, a template; null for none.</summary>
    public string? Metric { get; init; }

    /// <summary>JavaScript that changes the output for this assertion alone; null for none.</summary>
    public string? Transform { get; init; }

    /// <summary>The model that judges or embeds, as in the file; undefined for the test's or the usual one.</summary>
    public JsonElement Grader { get; init; }

    /// <summary>The judge's own words; undefined for the test's or the usual ones.</summary>
    public JsonElement RubricPrompt { get; init; }

    /// <summary>Other keys that belong to its type: <c>config</c>, <c>standard</c>, <c>span</c>, <c>other</c> …; an object, or undefined.</summary>
    public JsonElement Config { get; init; }

    /// <summary>Of an assert-set its members; empty for others.</summary>
    public IReadOnlyList<PlannedAssertion> Members { get; init; } = [];

    /// <summary>All of it as in the file, for the results.</summary>
    public JsonElement Raw { get; init; }
}
