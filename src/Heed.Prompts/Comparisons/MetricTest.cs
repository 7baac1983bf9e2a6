using Heed.Prompts.Statistics;

namespace Heed.Prompts.Comparisons;

/// <summary>
/// Compares by one metric. Passes and failures without clusters: McNemar's exact test and Newcombe's interval. Anything else: sign flips and the
/// bias-corrected bootstrap,
/// of whole clusters where there are some.
/// </summary>
internal static class MetricTest
{
    /// <summary>What is seen, without a test.</summary>
    public static MetricComparison Seen(IComparedMetric metric, IReadOnlyList<ComparedCase> cases)
    {
        (double A, double B)[] both = [.. Both(metric, cases).Select(test => (test.A, test.B))];
        return new MetricComparison(metric, both.Length, Moments.Mean([.. both.Select(test => test.A)]), Moments.Mean([.. both.Select(test => test.B)]),
            Moments.Mean([.. both.Select(test => test.B - test.A)])) { Verdict = Preference.NeedsOneRun };
    }

    /// <summary>What is seen, and what chance allows for.</summary>
    public static MetricComparison Of(IComparedMetric metric, IReadOnlyList<ComparedCase> cases, ComparisonOptions options, CancellationToken cancellation)
    {
        List<(string? Cluster, double A, double B)> both = Both(metric, cases);
        double[] a = [.. both.Select(test => test.A)], b = [.. both.Select(test => test.B)], d = [.. a.Zip(b, (x, y) => y - x)];
        int[] clusters = Clusters([.. both.Select(test => test.Cluster)]);
        bool binary = metric is PassRateMetric && a.Concat(b).All(value => value is 0 or 1);
        var table = new PairedTable(Count(1, 1), Count(1, 0), Count(0, 1), Count(0, 0));
        var result = new MetricComparison(metric, a.Length, Moments.Mean(a), Moments.Mean(b), binary ? table.Delta : Moments.Mean(d))
        {
            Table = binary ? table : null,
        };
        if (a.Length < 2) return result;
        int units = clusters.Length == 0 ? a.Length : clusters.Distinct().Count();
        result = Plan(result, d, clusters, units, options);
        if (units < ComparisonOptions.FewestCases) return result;
        if (binary && clusters.Length == 0)
            return result with
            {
                Interval = PairedProportions.Newcombe(table, options.Confidence), P = McNemarTest.P(table), Method = "McNemar exact, Newcombe interval",
            };
        return result with
        {
            Interval = PairedBootstrap.Of(d, clusters, options.Seed, options.Draws, cancellation).BiasCorrected(options.Confidence),
            P = SignFlipTest.P(d, clusters, options.Seed, options.Draws, cancellation),
            Method = $"sign flips, bootstrap interval (BCa, {options.Draws} draws, seed {options.Seed}{(clusters.Length == 0 ? "" : $", {units} clusters")})",
        };

        int Count(double first, double second) => a.Zip(b).Count(pair => pair == (first, second));
    }

    /// <summary>The verdict that follows from the adjusted p.</summary>
    public static MetricComparison Judge(MetricComparison result, double adjusted, ComparisonOptions options)
    {
        bool differs = adjusted <= 1 - options.Confidence && result.Delta != 0;
        Preference verdict = !differs ? Preference.Inconclusive : result.Delta > 0 == result.Metric.HigherIsBetter ? Preference.Better : Preference.Worse;
        return result with
        {
            AdjustedP = adjusted, Verdict = verdict,
            // What did not decide now needs more than there is, whatever the rough formula says.
            CasesNeeded = verdict != Preference.Inconclusive ? null : result.CasesNeeded is { } needed ? Math.Max(needed, result.Cases + 1) : null,
        };
    }

    private static MetricComparison Plan(MetricComparison result, double[] d, int[] clusters, int units, ComparisonOptions options)
    {
        double level = 1 - options.Confidence, error = clusters.Length == 0 ? Moments.Deviation(d) / Math.Sqrt(d.Length) : ClusteredError.Of(d, clusters);
        if (error == 0 || !double.IsFinite(error)) return result;
        double deviation = error * Math.Sqrt(d.Length); // that of independent cases with the same error
        int? needed = result.Delta == 0 ? null
            : result.Table is { } table && clusters.Length == 0 ? PairsNeeded.PassFail(table.Discordant, table.Delta, level, options.Power)
            : PairsNeeded.Scores(deviation, result.Delta, level, options.Power);
        int least = ComparisonOptions.FewestCases * d.Length / units;
        return result with
        {
            CasesNeeded = needed is { } cases ? Math.Max(cases, least) : null,
            Detectable = PairsNeeded.Detectable(deviation, d.Length, level, options.Power),
        };
    }

    private static List<(string? Cluster, double A, double B)> Both(IComparedMetric metric, IReadOnlyList<ComparedCase> cases)
        => [.. from test in cases
               let a = Mean(metric, test.A)
               let b = Mean(metric, test.B)
               where a is not null && b is not null
               select (test.Cluster, a.Value, b.Value)];

    private static double? Mean(IComparedMetric metric, IReadOnlyList<Runs.RunRow> rows)
    {
        double[] values = [.. rows.Select(metric.Of).OfType<double>()];
        return values.Length == 0 ? null : Moments.Mean(values);
    }

    // Cases that name no cluster are each their own; where none does, there are none.
    private static int[] Clusters(string?[] names)
    {
        if (names.All(name => name is null)) return [];
        var numbers = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (string? name in names)
            if (name is not null) numbers.TryAdd(name, numbers.Count);
        return [.. names.Select((name, place) => name is null ? numbers.Count + place : numbers[name])];
    }
}
