using Heed.Prompts.Runs;

namespace Heed.Prompts.Comparisons;

/// <summary>All metrics of some rows.</summary>
internal static class ComparedMetrics
{
    /// <summary>Those there are: pass rate, score, each name in the results, latency.</summary>
    public static IReadOnlyList<IComparedMetric> All(IEnumerable<RunRow> rows)
        =>
        [
            new PassRateMetric(), new ScoreMetric(),
            .. rows.SelectMany(row => row.NamedScores.Keys).Distinct().Order(StringComparer.Ordinal).Select(name => new NamedMetric(name)), new LatencyMetric(),
        ];

    /// <summary>Those asked for, and those that gates need.</summary>
    /// <exception cref="HeedException">There is none of a name.</exception>
    public static IReadOnlyList<IComparedMetric> Chosen(IReadOnlyList<IComparedMetric> all, ComparisonOptions options)
    {
        foreach (string name in (options.Metrics ?? []).Concat(options.Gates.Select(gate => gate.Metric)))
            if (all.All(metric => metric.Name != name))
                throw new HeedException($"metric: expected one of {string.Join(", ", all.Select(metric => metric.Name))}; got '{name}'.");
        if (options.Metrics is null) return all;
        return [.. all.Where(metric => options.Metrics.Contains(metric.Name) || options.Gates.Any(gate => gate.Metric == metric.Name))];
    }
}
