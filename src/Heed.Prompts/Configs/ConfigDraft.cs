using Heed.Prompts.Configs.Nodes;
using Heed.Prompts.Configs.Prompts;
using Heed.Prompts.Configs.Sources;
using Heed.Prompts.Plans;

namespace Heed.Prompts.Configs;

/// <summary>One configuration file, read but not yet a plan.</summary>
/// <param name="Session">Its folder and environment.</param>
/// <param name="Root">The whole file, references resolved.</param>
internal sealed record ConfigDraft(ConfigSession Session, ConfigNode Root)
{
    /// <summary>Its prompts; null where it has none.</summary>
    public IReadOnlyList<PromptDraft>? Prompts { get; init; }

    /// <summary>Its providers.</summary>
    public IReadOnlyList<PlannedProvider> Providers { get; init; } = [];

    /// <summary>Its tests.</summary>
    public IReadOnlyList<ConfigNode> Tests { get; init; } = [];

    /// <summary>Those of its scenarios, which come after the tests of all files.</summary>
    public IReadOnlyList<ConfigNode> Scenarios { get; init; } = [];

    /// <summary>What every test begins with; null for nothing.</summary>
    public ConfigNode? DefaultTest { get; init; }

    /// <summary>How it runs.</summary>
    public EvalSettings Settings { get; init; } = new();

    /// <summary>What its own commandLineOptions say.</summary>
    public ConfigOverrides Options { get; init; } = ConfigOverrides.None;

    /// <summary>Metrics computed from others.</summary>
    public IReadOnlyList<DerivedMetric> DerivedMetrics { get; init; } = [];
}
