using Heed.Prompts.Configs.Keys;
using Heed.Prompts.Configs.Nodes;
using Heed.Prompts.Configs.Prompts;
using Heed.Prompts.Configs.Providers;
using Heed.Prompts.Configs.Sources;
using Heed.Prompts.Configs.Tests;
using Heed.Prompts.Plans;

namespace Heed.Prompts.Configs;

/// <summary>Reads one configuration file.</summary>
internal static class DraftReader
{
    /// <summary>Reads it.</summary>
    /// <param name="full">The file, in full.</param>
    /// <param name="shown">The file as it was named.</param>
    /// <param name="planFolder">What paths in the plan are relative to.</param>
    /// <param name="overrides">What the command line says: parts that it replaces are not read.</param>
    /// <param name="warnings">Where to say what is passed over.</param>
    /// <exception cref="HeedException">It is missing or malformed, or something in it is of the wrong kind.</exception>
    public static ConfigDraft Read(string full, string shown, string planFolder, ConfigOverrides overrides, List<PlanWarning> warnings)
    {
        string text = ConfigSession.Text(full, new Place(shown));
        string ending = Path.GetExtension(full).ToLowerInvariant();
        if (ending is ".js" or ".cjs" or ".mjs" or ".ts" or ".cts" or ".mts")
            throw new HeedException($"{shown}: configurations in code are not run; expected a .yaml, .yml or .json file.") { IsUnsupported = true };
        var session = new ConfigSession(Path.GetDirectoryName(full)!, warnings) { PlanFolder = planFolder };
        ConfigNode whole = ending == ".json" ? JsonNodes.Read(text, shown) : YamlNodes.Read(text, shown);
        if (whole.Kind != NodeKind.Map) throw whole.Expected("a configuration with \"prompts\", \"providers\" and \"tests\"");
        if (GitHubPrompt.Is(full, whole)) return GitHubPrompt.Read(session, whole, shown);
        (ConfigNode root, IReadOnlySet<string> targets) = References.Resolve(whole);
        KnownKeys.Top.Check(session, root, targets);
        if (root.Find("providers") is not null && root.Find("targets") is { } targetsToo)
            throw targetsToo.Error("expected either \"providers\" or \"targets\"; got both. They mean the same: put them together.");
        ConfigOverrides options = CommandLineSection.Read(session, root.MapOf("commandLineOptions"));
        session.Environment = Environment(CommandLineSection.Over(options, overrides), root);
        bool ownPrompts = overrides.Prompts.Count == 0 && options.Prompts.Count == 0;
        return new ConfigDraft(session, root)
        {
            Prompts = ownPrompts && root.Find("prompts") is { } prompts ? PromptReader.Read(session, prompts) : null,
            Providers = overrides.Providers.Count == 0 && (root.Find("providers") ?? root.Find("targets")) is { } providers
                ? ProviderReader.Read(session, providers) : [],
            Tests = overrides.Tests is null && options.Tests is null ? TestSources.Read(session, root.Find("tests")) : [],
            Scenarios = Tests.Scenarios.Read(session, root.Find("scenarios")),
            DefaultTest = DefaultTest(session, root.Find("defaultTest")),
            Settings = SettingsSection.Read(session, root),
            Options = options,
            DerivedMetrics = [.. root.ListOf("derivedMetrics").Select(Metric)],
        };
    }

    // A configuration's own variables win over those of files.
    private static Dictionary<string, string> Environment(ConfigOverrides asked, ConfigNode root)
    {
        var all = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (string file in asked.EnvironmentFiles)
            foreach ((string name, string value) in EnvironmentFile.Read(Path.GetFullPath(file))) all[name] = value;
        foreach (ConfigEntry entry in root.MapOf("env")?.Entries ?? []) all[entry.Name] = entry.Value.Scalar() ?? "";
        return all;
    }

    private static ConfigNode? DefaultTest(ConfigSession session, ConfigNode? node)
    {
        if (node is null) return null;
        if (node.Kind != NodeKind.Text) return TestSources.Checked(session, node, mayBeEmpty: true);
        if (!node.Text.StartsWith("file://", StringComparison.Ordinal)) throw node.Expected("a section with keys, or file://… for \"defaultTest\"");
        string full = session.Full(node.Text, node.Place);
        return TestSources.Checked(session, session.Nodes(full, node.Place), mayBeEmpty: true);
    }

    private static DerivedMetric Metric(ConfigNode node) => node.Kind == NodeKind.Map && node.TextOf("name") is { } name && node.TextOf("value") is { } value
        ? new DerivedMetric(name, value) : throw node.Expected("a metric with \"name\" and \"value\", an expression over other metrics");
}
