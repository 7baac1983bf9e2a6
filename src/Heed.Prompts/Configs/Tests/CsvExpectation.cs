using System.Globalization;
using System.Text.RegularExpressions;
using Heed.Prompts.Configs.Nodes;
using Heed.Prompts.Plans;

namespace Heed.Prompts.Configs.Tests;

/// <summary>
/// The small language of <c>__expected</c> cells: <c>[not-]type[(number)][:value]</c>, code, a judge's rubric, or else a text that the whole answer must equal.
/// </summary>
internal static partial class CsvExpectation
{
    // Those that promptfoo knows; another word before a colon is part of a text.
    private static readonly string[] s_types =
    [
        "answer-relevance", "bleu", "classifier", "contains", "contains-all", "contains-any", "contains-html", "contains-json", "contains-sql", "contains-xml",
        "context-faithfulness", "context-recall", "context-relevance",
        "conversation-relevance", "cost", "equals", "factuality", "finish-reason", "g-eval", "gleu",
        "guardrails", "icontains", "icontains-all", "icontains-any", "is-html", "is-json", "is-refusal", "is-sql", "is-valid-function-call",
        "is-valid-openai-function-call", "is-valid-openai-tools-call", "is-xml", "javascript", "latency", "levenshtein", "llm-rubric", "meteor",
        "model-graded-closedqa", "model-graded-factuality", "moderation",
        "perplexity", "perplexity-score", "pi", "python", "regex", "rouge-n", "ruby", "similar",
        "starts-with", "trace-error-spans", "trace-span-count", "trace-span-duration", "webhook", "word-count",
    ];

    // Where no number is written, promptfoo puts one that is not the one of YAML: levenshtein, a count of changes, gets 0.75 too.
    private static readonly string[] s_limited =
    [
        "answer-relevance", "classifier", "context-faithfulness", "context-recall", "context-relevance", "cost", "latency", "levenshtein", "perplexity",
        "perplexity-score", "rouge-n", "starts-with",
    ];

    /// <summary>The assertion of a cell.</summary>
    /// <param name="cell">Its text, not empty.</param>
    /// <param name="place">Where it stands.</param>
    public static ConfigNode Read(string cell, Place place)
    {
        cell = cell.Trim();
        foreach (string prefix in (string[])["javascript:", "fn:", "eval:"])
            if (After(cell, prefix) is { } code) return Made(place, "javascript", code.Trim());
        foreach (string prefix in (string[])["llm-rubric:", "grade:"])
            if (After(cell, prefix) is { } rubric) return Made(place, "llm-rubric", rubric);
        if (After(cell, "python:") is { } python) return Made(place, "python", python.Trim());
        if (After(cell, "file://") is { } file && file.EndsWith(".py", StringComparison.Ordinal)) return Made(place, "python", file);
        if (cell.StartsWith("file://", StringComparison.Ordinal) && Script().IsMatch(cell)) return Made(place, "javascript", cell);
        Match match = Form().Match(cell);
        string type = match.Groups[2].Value;
        if (!match.Success || !(s_types.Contains(type) || type.StartsWith("heed:", StringComparison.Ordinal))) return Made(place, "equals", cell);
        double? number = match.Groups[3].Success ? double.Parse(match.Groups[3].Value, CultureInfo.InvariantCulture)
            : type == "similar" ? 0.8 : s_limited.Contains(type) ? 0.75 : null;
        string? value = match.Groups[4].Success ? match.Groups[4].Value : null;
        bool list = type.EndsWith("-any", StringComparison.Ordinal) || type.EndsWith("-all", StringComparison.Ordinal);
        var entries = new List<ConfigEntry> { Entry("type", ConfigNode.Of(place, match.Groups[1].Value + type)) };
        if (value is not null) entries.Add(Entry("value", list
            ? ConfigNode.Of(place, [.. value.Split(',').Select(part => ConfigNode.Of(place, part.Trim()))])
            : ConfigNode.Of(place, type is "is-json" or "contains-json" ? value : value.Trim())));
        if (number is { } threshold && !list) entries.Add(Entry("threshold", ConfigNode.Of(place, threshold)));
        return ConfigNode.Of(place, entries);

        ConfigEntry Entry(string name, ConfigNode node) => new(name, place, node);
    }

    private static ConfigNode Made(Place place, string type, string value) => ConfigNode.Of(place,
        [new ConfigEntry("type", place, ConfigNode.Of(place, type)), new ConfigEntry("value", place, ConfigNode.Of(place, value))]);

    private static string? After(string cell, string prefix) => cell.StartsWith(prefix, StringComparison.Ordinal) ? cell[prefix.Length..] : null;

    [GeneratedRegex(@"^(not-)?(heed:[a-z-]+|[a-z][a-z-]*)(?:\((\d+(?:\.\d+)?)\))?(?::([\s\S]*))?$")]
    private static partial Regex Form();

    [GeneratedRegex(@"\.[cm]?[jt]s(:\w+)?$")]
    private static partial Regex Script();
}
