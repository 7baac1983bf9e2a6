using Heed.Prompts.Configs.Nodes;
using Heed.Prompts.Configs.Sources;
using Heed.Prompts.Configs.Tests;
using Heed.Prompts.Plans;

namespace Heed.Prompts.Configs;

/// <summary>The cases of all tests: tests, then scenarios, filtered, with their defaults.</summary>
internal static class PlanCases
{
    /// <summary>All of them.</summary>
    /// <exception cref="HeedException">Filters leave none, or something is of the wrong kind.</exception>
    public static IReadOnlyList<PlannedCase> Of(IReadOnlyList<ConfigDraft> drafts, ConfigOverrides asked, int repeats)
    {
        ConfigNode? defaults = Asked(drafts.Select(draft => draft.DefaultTest).OfType<ConfigNode>().Aggregate((ConfigNode?)null, TestMerge.Over), asked);
        IEnumerable<(ConfigSession Session, ConfigNode Test)> own = asked.Tests is { } path
            ? TestSources.File(drafts[0].Session, path, ConfigOverrides.Place).Select(test => (drafts[0].Session, test))
            : drafts.SelectMany(draft => draft.Tests.Select(test => (draft.Session, test)));
        (ConfigSession Session, ConfigNode Test)[] tests =
            [.. own, .. drafts.SelectMany(draft => draft.Scenarios.Select(test => (draft.Session, test)))];
        // No test and no scenario: every prompt is asked once, with what the defaults say.
        if (tests.Length == 0) tests = [(drafts[0].Session, ConfigNode.Of(drafts[0].Root.Place, Array.Empty<ConfigEntry>()))];
        var merged = tests.Select(pair => (pair.Session, Test: TestMerge.Over(defaults, pair.Test))).ToArray();
        var chosen = CaseFilters.Apply(merged, pair => pair.Test, asked);
        if (chosen.Count == 0) throw new HeedException($"filters: expected filters that leave a test; none of {merged.Length} is left.");
        PlannedProvider[] providers = [.. drafts.SelectMany(draft => draft.Providers)];
        var cases = new List<PlannedCase>();
        for (int i = 0; i < chosen.Count; i++) cases.AddRange(CaseReader.Read(chosen[i].Session, chosen[i].Test, i, repeats, cases.Count, providers));
        return cases;
    }

    // --var, --grader, --prompt-prefix and --prompt-suffix are defaults: a test's own values win.
    private static ConfigNode? Asked(ConfigNode? defaults, ConfigOverrides asked)
    {
        Place place = ConfigOverrides.Place;
        var (vars, options, entries) = (new List<ConfigEntry>(), new List<ConfigEntry>(), new List<ConfigEntry>());
        foreach ((string name, string value) in asked.Vars) vars.Add(new ConfigEntry(name, place, ConfigNode.Of(place, value)));
        if (asked.Prefix is { } prefix) options.Add(new ConfigEntry("prefix", place, ConfigNode.Of(place, prefix)));
        if (asked.Suffix is { } suffix) options.Add(new ConfigEntry("suffix", place, ConfigNode.Of(place, suffix)));
        if (asked.Grader is { } grader) options.Add(new ConfigEntry("provider", place, ConfigNode.Of(place, grader)));
        if (vars.Count > 0) entries.Add(new ConfigEntry("vars", place, ConfigNode.Of(place, vars)));
        if (options.Count > 0) entries.Add(new ConfigEntry("options", place, ConfigNode.Of(place, options)));
        return entries.Count == 0 ? defaults : TestMerge.Over(defaults, ConfigNode.Of(place, entries));
    }
}
