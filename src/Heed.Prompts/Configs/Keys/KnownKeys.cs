using Heed.Prompts.Configs.Nodes;
using Heed.Prompts.Configs.Sources;
using Heed.Prompts.Values;

namespace Heed.Prompts.Configs.Keys;

/// <summary>The keys of one kind of section: an unknown one is passed over with a warning that names the nearest.</summary>
/// <param name="What">The section, for messages.</param>
/// <param name="Known">Keys that are read, or passed over rightly.</param>
/// <param name="Dead">Keys that do nothing, or that Heed does not have, with what to do instead.</param>
internal sealed record KnownKeys(string What, IReadOnlyList<string> Known, IReadOnlyDictionary<string, string> Dead)
{
    private static readonly IReadOnlyDictionary<string, string> s_none = new Dictionary<string, string>();

    /// <summary>A whole configuration.</summary>
    public static KnownKeys Top { get; } = new("a configuration",
        ["description", "tags", "providers", "targets", "prompts", "tests", "scenarios", "defaultTest",
        "outputPath", "sharing", "env", "derivedMetrics", "metadata",
            "writeLatestResults", "evaluateOptions", "commandLineOptions", "$schema", "definitions", "$defs"],
        new Dictionary<string, string>
        {
            ["passRateThreshold"] = "it does nothing; give a test a \"threshold\", or set PROMPTFOO_PASS_RATE_THRESHOLD",
            ["assert"] = "it does nothing here; put it under \"defaultTest\" to hold every test to it",
            ["outputs"] = "it does nothing; name files under \"outputPath\" or with -o",
            ["nunjucksFilters"] = "filters in files of code are not run; a template that uses one is an error",
            ["extensions"] = "hooks in files of code are not run",
            ["redteam"] = "attacks are not generated; only what stands under \"tests\" is run",
            ["plugins"] = "it belongs to red teaming, which Heed does not do",
            ["strategies"] = "it belongs to red teaming, which Heed does not do",
            ["tracing"] = "it is not needed: Heed traces every run",
        });

    /// <summary>A test.</summary>
    public static KnownKeys Test { get; } = new("a test",
        ["description", "vars", "provider", "providerOutput", "assert", "options", "threshold", "metadata"],
        new Dictionary<string, string>
        {
            ["assertScoringFunction"] = "scoring in files of code is not run; the weighted mean counts",
            ["prompts"] = "it does nothing here; a provider's \"prompts\" says which it answers",
            ["weight"] = "it does nothing here; an assertion has a weight",
        });

    /// <summary>What a test says of how it is run.</summary>
    public static KnownKeys Options { get; } = new("the options of a test",
        ["transform", "postprocess", "transformVars", "prefix", "suffix", "provider", "rubricPrompt", "storeOutputAs", "runSerially",
            "disableVarExpansion", "disableConversationVar"],
        new Dictionary<string, string> { ["factuality"] = "a local judge gives a probability: hold it to a \"threshold\"" });

    /// <summary>An assertion.</summary>
    public static KnownKeys Assertion { get; } = new("an assertion",
        ["type", "value", "threshold", "weight", "metric", "transform", "provider", "rubricPrompt", "config", "standard"],
        new Dictionary<string, string> { ["contextTransform"] = "it belongs to assertions on contexts, which Heed does not have", ["description"] = "it does nothing; an assertion has a \"metric\"" });

    /// <summary>A set of assertions.</summary>
    public static KnownKeys AssertSet { get; } = new("an assert-set", ["type", "assert", "threshold", "weight", "metric", "config"],
        new Dictionary<string, string> { ["description"] = "it does nothing; an assert-set has a \"metric\"" });

    /// <summary>A provider.</summary>
    public static KnownKeys Provider { get; } = new("a provider", ["id", "label", "config", "prompts", "transform", "delay"],
        new Dictionary<string, string> { ["env"] = "a model of this machine has no environment of its own", ["inputs"] = "it belongs to red teaming, which Heed does not do" });

    /// <summary>A prompt.</summary>
    public static KnownKeys Prompt { get; } = new("a prompt", ["id", "raw", "label", "config", "display"],
        new Dictionary<string, string> { ["function"] = "prompts in code are not run" });

    /// <summary>A scenario.</summary>
    public static KnownKeys Scenario { get; } = new("a scenario", ["description", "config", "tests"], s_none);

    /// <summary>How everything runs.</summary>
    public static KnownKeys Evaluate { get; } = new("evaluateOptions",
        ["cache", "delay", "maxConcurrency", "repeat", "timeoutMs", "maxEvalTimeMs"],
        new Dictionary<string, string>
        {
            ["showProgressBar"] = "a count is shown where standard error is a terminal", ["generateSuggestions"] = "Heed makes no suggestions of its own",
            ["interactiveProviders"] = "no model of this machine asks back",
        });

    /// <summary>What the command line says.</summary>
    public static KnownKeys CommandLine { get; } = new("commandLineOptions",
        ["envPath", "envFile", "prompts", "providers", "tests", "vars", "var", "promptPrefix", "promptSuffix", "filterPattern", "filterFirstN", "filterSample",
            "filterMetadata", "filterProviders", "filterTargets", "grader", "output",
            "table", "cache", "write", "description", "maxConcurrency", "repeat", "delay"],
        new Dictionary<string, string>
        {
            ["filterFailing"] = "name the earlier run at the command line: --filter-failing RUN",
            ["filterErrorsOnly"] = "name the earlier run at the command line: --filter-errors-only RUN",
            ["tableCellMaxLength"] = "cells are cut as wide as the terminal asks", ["verbose"] = "there is nothing more to tell",
            ["progressBar"] = "a count is shown where standard error is a terminal", ["watch"] = "say it at the command line: --watch", ["share"] = "nothing leaves this machine; -o report.html makes a file to hand on",
            ["env"] = "it does nothing here; put \"env\" at the top, or name a file under \"envPath\"",
        });

    /// <summary>A file of GitHub Models.</summary>
    public static KnownKeys GitHub { get; } = new("a prompt file of GitHub Models",
        ["name", "description", "model", "modelParameters", "responseFormat", "jsonSchema", "messages", "testData", "evaluators"], s_none);

    /// <summary>Warns of keys that are passed over.</summary>
    /// <param name="session">Where to.</param>
    /// <param name="map">The section.</param>
    /// <param name="more">Keys that are known besides.</param>
    public void Check(ConfigSession session, ConfigNode map, IReadOnlySet<string>? more = null)
    {
        foreach (ConfigEntry entry in map.Entries)
        {
            if (Known.Contains(entry.Name) || entry.Name.StartsWith("x-", StringComparison.Ordinal) || more?.Contains(entry.Name) == true) continue;
            if (Dead.TryGetValue(entry.Name, out string? advice)) session.Warn(entry.Place, $"\"{entry.Name}\" is passed over: {advice}.");
            else session.Warn(entry.Place, $"unknown key \"{entry.Name}\" in {What} is passed over"
                + (NearestName.Of(entry.Name, Known) is { } near ? $"; did you mean \"{near}\"?"
                    : $"; known are {string.Join(", ", Known.Where(key => key[0] != '$'))}."));
        }
    }
}
