using System.Text.RegularExpressions;
using Heed.Prompts.Configs.Nodes;
using Heed.Prompts.Configs.Prompts;
using Heed.Prompts.Configs.Providers;
using Heed.Prompts.Configs.Sources;
using Heed.Prompts.Configs.Tests;
using Heed.Prompts.Plans;

namespace Heed.Prompts.Configs;

/// <summary>Puts configurations together into what is run.</summary>
internal static class PlanBuilder
{
    /// <summary>The plan.</summary>
    /// <exception cref="HeedException">There is nothing to ask, or nobody.</exception>
    public static EvalPlan Build(IReadOnlyList<ConfigDraft> drafts, ConfigOverrides commandLine, List<PlanWarning> warnings)
    {
        ConfigDraft first = drafts[0];
        ConfigOverrides asked = CommandLineSection.Over(drafts.Select(draft => draft.Options).Aggregate(CommandLineSection.Over), commandLine);
        var place = new Place("the command line");
        IReadOnlyList<PromptDraft> prompts = asked.Prompts.Count > 0
            ? [.. asked.Prompts.SelectMany(text => PromptReader.Text(first.Session, text, null, place))]
            : [.. drafts.SelectMany((draft, file) => (draft.Prompts ?? []).Select(prompt => (prompt, file)))
                .Where((pair, i) => !drafts.Take(pair.file).Any(draft => draft.Prompts?.Contains(pair.prompt) == true)).Select(pair => pair.prompt)];
        EvalSettings settings = Settings(drafts, commandLine);
        IReadOnlyList<PlannedProvider> providers = Providers(drafts, asked, place);
        ConfigNode config = Merged(drafts);
        return new EvalPlan(first.Session.Folder, Columns(prompts.Count > 0 ? prompts : PromptReader.Usual, providers, first.Session, first.Root.Place),
            Cases(drafts, asked, settings.Repeat ?? 1, place))
        {
            Description = config.TextOf("description"),
            Settings = settings,
            DerivedMetrics = [.. drafts.SelectMany(draft => draft.DerivedMetrics)],
            Environment = drafts.SelectMany(draft => draft.Session.Environment).GroupBy(pair => pair.Key).ToDictionary(group => group.Key, group => group.Last().Value),
            Config = config.ToJson(),
            // A list of its own: nothing is added to a plan once it is made.
            Warnings = [.. warnings],
        };
    }

    private static IReadOnlyList<PlannedProvider> Providers(IReadOnlyList<ConfigDraft> drafts, ConfigOverrides asked, Place place)
    {
        IEnumerable<PlannedProvider> all = asked.Providers.Count > 0 ? asked.Providers.Select(id => Chosen(drafts, id))
            : drafts.SelectMany((draft, file) => draft.Providers.Where(provider => !drafts.Take(file).Any(before => before.Providers.Any(other => Same(other, provider)))));
        PlannedProvider[] found = [.. all];
        if (found.Length == 0) throw new HeedException($"{drafts[0].Root.Place.File}: expected at least one provider, such as \"providers: [heed:tiny-decoder]\"; there is none. Name it there or with -r.");
        if (asked.ProviderPattern is not { } pattern) return found;
        Regex regex = CaseFilters.Pattern(pattern, "--filter-providers");
        PlannedProvider[] kept = [.. found.Where(provider => regex.IsMatch(provider.Id) || regex.IsMatch(provider.Label))];
        return kept.Length > 0 ? kept : throw new HeedException($"{place}: --filter-providers: expected a pattern that fits a provider; "
            + $"'{pattern}' fits none of {string.Join(", ", found.Select(provider => provider.Label))}.");
    }

    // A name on the command line means the provider of that id or label, with its configuration, where a file has it.
    private static PlannedProvider Chosen(IReadOnlyList<ConfigDraft> drafts, string id)
        => drafts.SelectMany(draft => draft.Providers).FirstOrDefault(provider => provider.Label == id || provider.Id == id) ?? ProviderReader.Named(drafts[0].Session, id);

    private static bool Same(PlannedProvider a, PlannedProvider b) => a with { Config = default, Prompts = null } == b with { Config = default, Prompts = null }
        && CanonicalText(a) == CanonicalText(b);

    private static string CanonicalText(PlannedProvider provider)
        => (provider.Config.ValueKind == default ? "" : provider.Config.GetRawText()) + (provider.Prompts is { } prompts ? string.Join('\n', prompts) : null);

    private static List<PlannedColumn> Columns(IReadOnlyList<PromptDraft> prompts, IReadOnlyList<PlannedProvider> providers, ConfigSession session, Place place)
    {
        var columns = new List<PlannedColumn>();
        foreach (PlannedProvider provider in providers)
        {
            foreach (string entry in provider.Prompts ?? [])
                if (!prompts.Any(prompt => Answers(entry, prompt.Planned.Label)))
                    session.Warn(place, $"the provider {provider.Label} answers the prompt \"{entry}\", "
                        + $"which is not there; there are {string.Join(", ", prompts.Select(prompt => Short(prompt.Planned.Label)))}.");
            foreach (PromptDraft prompt in prompts)
                if (provider.Prompts?.Any(entry => Answers(entry, prompt.Planned.Label)) != false)
                    columns.Add(new PlannedColumn(columns.Count, prompt.Unsupported is { } why ? provider with { Unsupported = why } : provider, prompt.Planned));
        }
        return columns.Count > 0 ? columns : throw new HeedException("providers: expected a provider that answers one of the prompts; none does. Correct their \"prompts\".");
    }

    private static bool Answers(string entry, string label) => label == entry || label.StartsWith(entry + ":", StringComparison.Ordinal);

    private static string Short(string label) => label.Length > 60 ? label[..60] + "…" : label;

    private static List<PlannedCase> Cases(IReadOnlyList<ConfigDraft> drafts, ConfigOverrides asked, int repeats, Place place)
    {
        ConfigNode? defaults = drafts.Select(draft => draft.DefaultTest).OfType<ConfigNode>().Aggregate((ConfigNode?)null, TestMerge.Over);
        defaults = Asked(defaults, asked, place);
        IEnumerable<(ConfigSession Session, ConfigNode Test)> own = asked.Tests is { } path
            ? TestSources.File(drafts[0].Session, path, place).Select(test => (drafts[0].Session, test))
            : drafts.SelectMany(draft => draft.Tests.Select(test => (draft.Session, test)));
        (ConfigSession Session, ConfigNode Test)[] tests = [.. own, .. drafts.SelectMany(draft => draft.Scenarios.Select(test => (draft.Session, test)))];
        // No test and no scenario: every prompt is asked once, with what the defaults say.
        if (tests.Length == 0) tests = [(drafts[0].Session, ConfigNode.Of(drafts[0].Root.Place, Array.Empty<ConfigEntry>()))];
        var merged = tests.Select(pair => (pair.Session, Test: TestMerge.Over(defaults, pair.Test))).ToArray();
        var chosen = CaseFilters.Apply(merged, pair => pair.Test, asked);
        if (chosen.Count == 0) throw new HeedException($"{place}: expected filters that leave a test; none of {merged.Length} is left.");
        var cases = new List<PlannedCase>();
        for (int i = 0; i < chosen.Count; i++) cases.AddRange(CaseReader.Read(chosen[i].Session, chosen[i].Test, i, repeats, cases.Count));
        return cases;
    }

    // --var, --prompt-prefix and --prompt-suffix are defaults: a test's own values win.
    private static ConfigNode? Asked(ConfigNode? defaults, ConfigOverrides asked, Place place)
    {
        ConfigEntry Text(string name, string value) => new(name, place, ConfigNode.Of(place, value));
        ConfigEntry[] vars = [.. asked.Vars.Select(pair => Text(pair.Key, pair.Value))];
        ConfigEntry[] options = [.. new[] { ("prefix", asked.Prefix), ("suffix", asked.Suffix) }.Where(pair => pair.Item2 is not null).Select(pair => Text(pair.Item1, pair.Item2!))];
        if (vars.Length + options.Length == 0) return defaults;
        var entries = new List<ConfigEntry>();
        if (vars.Length > 0) entries.Add(new ConfigEntry("vars", place, ConfigNode.Of(place, vars)));
        if (options.Length > 0) entries.Add(new ConfigEntry("options", place, ConfigNode.Of(place, options)));
        return TestMerge.Over(defaults, ConfigNode.Of(place, entries));
    }

    // The command line, then evaluateOptions, then what a file says in place of the command line.
    private static EvalSettings Settings(IReadOnlyList<ConfigDraft> drafts, ConfigOverrides commandLine)
    {
        T? Last<T>(Func<EvalSettings, T?> of) where T : struct => drafts.Select(draft => of(draft.Settings)).LastOrDefault(value => value is not null);
        ConfigOverrides files = drafts.Select(draft => draft.Options).Aggregate(CommandLineSection.Over);
        return new EvalSettings
        {
            Cache = commandLine.Cache ?? Last(s => s.Cache) ?? files.Cache,
            DelayMs = commandLine.DelayMs ?? Last(s => s.DelayMs) ?? files.DelayMs,
            MaxConcurrency = commandLine.MaxConcurrency ?? Last(s => s.MaxConcurrency) ?? files.MaxConcurrency,
            Repeat = commandLine.Repeat ?? Last(s => s.Repeat) ?? files.Repeat,
            TimeoutMs = Last(s => s.TimeoutMs),
            MaxEvalTimeMs = Last(s => s.MaxEvalTimeMs),
            Outputs = commandLine.Outputs.Count > 0 ? commandLine.Outputs : files.Outputs.Count > 0 ? files.Outputs : [.. drafts.SelectMany(draft => draft.Settings.Outputs).Distinct()],
        };
    }

    // For the results: lists one after the other, sections laid over each other, descriptions with a comma between.
    private static ConfigNode Merged(IReadOnlyList<ConfigDraft> drafts)
    {
        if (drafts.Count == 1) return drafts[0].Root;
        Place place = drafts[0].Root.Place;
        return ConfigNode.Of(place, drafts.SelectMany(draft => draft.Root.Entries).GroupBy(entry => entry.Name).Select(group =>
        {
            ConfigEntry last = group.Last();
            ConfigNode[] values = [.. group.Select(entry => entry.Value)];
            if (values.Length == 1) return last;
            if (group.Key == "description" && values.All(value => value.Scalar() is not null))
                return last with { Value = ConfigNode.Of(place, string.Join(", ", values.Select(value => value.Scalar()))) };
            if (group.Key == "defaultTest" && values.All(value => value.Kind == NodeKind.Map)) return last with { Value = values.Aggregate((a, b) => TestMerge.Over(a, b)) };
            if (values.All(value => value.Kind == NodeKind.Map)) return last with { Value = ConfigNode.Of(place, values.SelectMany(value => value.Entries)) };
            return group.Key is "prompts" or "providers" or "targets" or "tests" or "scenarios"
                ? last with { Value = ConfigNode.Of(place, [.. values.SelectMany(value => value.Kind == NodeKind.List ? value.Items : [value]).DistinctBy(
                    item => group.Key is "tests" or "scenarios" ? $"{item.Place}" : item.ToText())]) }
                : last;
        }));
    }
}
