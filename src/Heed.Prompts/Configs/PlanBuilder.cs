using Heed.Prompts.Configs.Nodes;
using Heed.Prompts.Configs.Prompts;
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
        ConfigOverrides files = drafts.Select(draft => draft.Options).Aggregate(CommandLineSection.Over);
        ConfigOverrides asked = CommandLineSection.Over(files, commandLine);
        EvalSettings settings = Settings(drafts, commandLine, files);
        IReadOnlyList<PlannedProvider> providers = PlanColumns.Providers(drafts, asked);
        IReadOnlyList<PlannedColumn> columns = PlanColumns.Of(Prompts(drafts, asked), providers, first);
        ConfigNode config = MergedConfig.Of(drafts);
        return new EvalPlan(first.Session.Folder, columns, PlanCases.Of(drafts, asked, settings.Repeat ?? 1))
        {
            Description = asked.Description ?? config.TextOf("description"),
            Settings = settings,
            DerivedMetrics = [.. drafts.SelectMany(draft => draft.DerivedMetrics)],
            Environment = drafts.SelectMany(draft => draft.Session.Environment).GroupBy(pair => pair.Key)
                .ToDictionary(group => group.Key, group => group.Last().Value, StringComparer.Ordinal),
            Config = config.ToJson(),
            // A list of its own: nothing is added to a plan once it is made.
            Warnings = [.. warnings],
        };
    }

    private static IReadOnlyList<PromptDraft> Prompts(IReadOnlyList<ConfigDraft> drafts, ConfigOverrides asked)
    {
        if (asked.Prompts.Count > 0)
            return [.. asked.Prompts.SelectMany(text => PromptReader.Text(drafts[0].Session, text, null, ConfigOverrides.Place))];
        var prompts = new List<PromptDraft>();
        // What an earlier file asks is not asked again; within one file a prompt may come from two entries.
        foreach (ConfigDraft draft in drafts) prompts.AddRange([.. (draft.Prompts ?? []).Where(prompt => !prompts.Contains(prompt))]);
        return prompts.Count > 0 ? prompts : PromptReader.Usual;
    }

    // The command line, then evaluateOptions, then what a file says in place of the command line.
    private static EvalSettings Settings(IReadOnlyList<ConfigDraft> drafts, ConfigOverrides commandLine, ConfigOverrides files)
    {
        T? Last<T>(Func<EvalSettings, T?> of) where T : struct => drafts.Select(draft => of(draft.Settings)).LastOrDefault(value => value is not null);
        return new EvalSettings
        {
            Cache = commandLine.Cache ?? Last(s => s.Cache) ?? files.Cache,
            Write = commandLine.Write ?? files.Write,
            Table = commandLine.Table ?? files.Table,
            DelayMs = commandLine.DelayMs ?? Last(s => s.DelayMs) ?? files.DelayMs,
            MaxConcurrency = commandLine.MaxConcurrency ?? Last(s => s.MaxConcurrency) ?? files.MaxConcurrency,
            Repeat = commandLine.Repeat ?? Last(s => s.Repeat) ?? files.Repeat,
            TimeoutMs = Last(s => s.TimeoutMs),
            MaxEvalTimeMs = Last(s => s.MaxEvalTimeMs),
            Outputs = commandLine.Outputs.Count > 0 ? commandLine.Outputs : files.Outputs.Count > 0 ? files.Outputs
                : [.. drafts.SelectMany(draft => draft.Settings.Outputs).Distinct()],
        };
    }
}
