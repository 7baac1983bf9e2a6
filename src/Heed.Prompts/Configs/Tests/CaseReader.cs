using Heed.Prompts.Configs.Nodes;
using Heed.Prompts.Configs.Providers;
using Heed.Prompts.Configs.Sources;
using Heed.Prompts.Plans;

namespace Heed.Prompts.Configs.Tests;

/// <summary>Makes the cases of a test with its defaults.</summary>
internal static class CaseReader
{
    /// <summary>All of them: repeats outside, combinations of variables inside.</summary>
    /// <param name="session">The configuration the test is of.</param>
    /// <param name="test">The test, defaults in it.</param>
    /// <param name="number">Which test, from 0.</param>
    /// <param name="repeats">How often it runs.</param>
    /// <param name="first">The index of its first case.</param>
    /// <param name="providers">The configuration's, one of which it may name.</param>
    /// <exception cref="HeedException">Something is of the wrong kind.</exception>
    public static IReadOnlyList<PlannedCase> Read(ConfigSession session, ConfigNode test, int number, int repeats, int first, IReadOnlyList<PlannedProvider> providers)
    {
        CaseOptions options = Options(test.MapOf("options"));
        var one = new PlannedCase(first)
        {
            Test = number,
            Description = test.TextOf("description"),
            Assertions = AssertionReader.Read(session, test["assert"]),
            Options = options,
            Threshold = test.NumberOf("threshold"),
            Metadata = test.MapOf("metadata").ToJson(),
            ProviderOutput = test.Find("providerOutput").ToJson(),
            Provider = test.Find("provider") is { } provider ? ProviderReader.OfTest(session, provider, providers) : null,
        };
        bool expand = !options.DisableVarExpansion && Environment.GetEnvironmentVariable("PROMPTFOO_DISABLE_VAR_EXPANSION") is not ("1" or "true");
        IReadOnlyList<CaseVariables> combinations = Combinations.Of(session, test, expand);
        return [.. Enumerable.Range(0, repeats).SelectMany(repeat => combinations.Select((vars, i)
            => one with { Index = first + (repeat * combinations.Count) + i, Repeat = repeat, Vars = vars.Vars, Unsupported = vars.Unsupported }))];
    }

    /// <summary>The options of a test.</summary>
    private static CaseOptions Options(ConfigNode? options) => options is null ? new CaseOptions() : new CaseOptions
    {
        Prefix = options.TextOf("prefix") ?? "",
        Suffix = options.TextOf("suffix") ?? "",
        Transform = options.TextOf("transform") ?? options.TextOf("postprocess"),
        TransformVars = options.TextOf("transformVars"),
        Grader = options.Find("provider").ToJson(),
        RubricPrompt = options.Find("rubricPrompt").ToJson(),
        RunSerially = options.TruthOf("runSerially") ?? false,
        StoreOutputAs = options.TextOf("storeOutputAs"),
        DisableVarExpansion = options.TruthOf("disableVarExpansion") ?? false,
        DisableConversation = options.TruthOf("disableConversationVar") ?? false,
        Raw = options.ToJson(),
    };
}
