using Heed.Prompts.Runs;

namespace Heed.Prompts.Comparisons;

/// <summary>A score that assertions have a name for, or that is derived from such. Rows without it, errors among them, are left out.</summary>
/// <param name="metric">Its name in the results.</param>
public sealed class NamedMetric(string metric) : IComparedMetric
{
    /// <inheritdoc/>
    public string Name { get; } = metric is "pass-rate" or "score" or "latency" ? $"metric:{metric}" : metric;

    /// <inheritdoc/>
    public bool HigherIsBetter => true;

    /// <inheritdoc/>
    public bool IsQuality => true;

    /// <inheritdoc/>
    public double? Of(RunRow row) => row.NamedScores.TryGetValue(metric, out double score) && double.IsFinite(score) ? score : null;
}
