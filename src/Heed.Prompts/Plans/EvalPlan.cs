using System.Text.Json;

namespace Heed.Prompts.Plans;

/// <summary>A configuration, read and resolved: what is asked of whom, and what answers are held to. Immutable.</summary>
/// <param name="Folder">What paths in it are relative to.</param>
/// <param name="Columns">Providers outside, prompts inside.</param>
/// <param name="Cases">In the order in which they run.</param>
public sealed record EvalPlan(string Folder, IReadOnlyList<PlannedColumn> Columns, IReadOnlyList<PlannedCase> Cases)
{
    /// <summary>For people; null where the file says nothing.</summary>
    public string? Description { get; init; }

    /// <summary>How it runs.</summary>
    public EvalSettings Settings { get; init; } = new();

    /// <summary>Metrics computed from others.</summary>
    public IReadOnlyList<DerivedMetric> DerivedMetrics { get; init; } = [];

    /// <summary>What templates find under <c>env</c>, beside the environment of the process.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();

    /// <summary>What is passed over.</summary>
    public IReadOnlyList<PlanWarning> Warnings { get; init; } = [];

    /// <summary>The configuration as it was read, references resolved, for the results.</summary>
    public JsonElement Config { get; init; }
}
