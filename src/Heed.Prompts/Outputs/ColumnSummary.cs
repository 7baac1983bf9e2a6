using Heed.Prompts.Assertions;
using Heed.Prompts.Plans;
using Heed.Prompts.Runs;
using Heed.Prompts.Statistics;

namespace Heed.Prompts.Outputs;

/// <summary>A column of the matrix, summed up.</summary>
/// <param name="Column">The column.</param>
/// <param name="Rows">Its rows, by testIdx.</param>
public sealed record ColumnSummary(PlannedColumn Column, IReadOnlyList<RunRow> Rows)
{
    /// <summary>How many passed.</summary>
    public RunTotals Totals { get; } = RunTotals.Of(Rows);

    /// <summary>Wilson's interval of the pass rate, 95 %.</summary>
    public Interval PassInterval => WilsonInterval.Of(Totals.Successes, Totals.Count);

    /// <summary>The sum of all scores.</summary>
    public double Score { get; } = Rows.Sum(row => row.Score);

    /// <summary>The mean score; 0 of none.</summary>
    public double MeanScore => Rows.Count == 0 ? 0 : Score / Rows.Count;

    /// <summary>The sum of all latencies, in milliseconds.</summary>
    public double LatencyMs { get; } = Rows.Sum(row => row.LatencyMs);

    /// <summary>The middle one of the latencies of answers as they were computed, in milliseconds; null where there are none.</summary>
    public double? MedianLatencyMs { get; } = Insides.Spread.Of(Rows.Where(row => row.Answer is not null).Select(row => row.Answer!.LatencyMs))?.Middle;

    /// <summary>Metrics computed from the sums of the named scores.</summary>
    public DerivedScores Derived { get; init; } = new(new Dictionary<string, double>(), []);

    /// <summary>Sums of the named scores, and of how many rows; behind them the derived metrics, each once.</summary>
    public IReadOnlyList<(string Name, double Sum, int Rows)> NamedScores => [.. Named(Rows), .. Derived.Values.Select(metric => (metric.Key, metric.Value, 1))];

    /// <summary>The same as means over the rows that have them; a derived metric as it is.</summary>
    public IReadOnlyList<(string Name, double Mean, int Rows)> NamedMeans => [.. NamedScores.Select(named => (named.Name, named.Sum / named.Rows, named.Rows))];

    /// <summary>What every assertion said, sets and behind each its members.</summary>
    public IEnumerable<AssertionResult> Results => Rows.SelectMany(row => row.Results).SelectMany(Flat);

    /// <summary>All columns of a run; those without a row too.</summary>
    public static IReadOnlyList<ColumnSummary> Of(EvalRun run)
    {
        ILookup<int, RunRow> rows = run.Rows.ToLookup(row => row.Column.Index);
        return [.. run.Plan.Columns.Select(column => Of(run.Plan, column, [.. rows[column.Index].OrderBy(row => row.Case.Index)]))];
    }

    private static ColumnSummary Of(EvalPlan plan, PlannedColumn column, IReadOnlyList<RunRow> rows) => new(column, rows)
    {
        Derived = DerivedMetrics.Compute(plan.DerivedMetrics, Named(rows).ToDictionary(named => named.Name, named => named.Sum), rows.Count),
    };

    private static IEnumerable<(string Name, double Sum, int Rows)> Named(IReadOnlyList<RunRow> rows)
        => rows.SelectMany(row => row.NamedScores).GroupBy(named => named.Key).Select(named => (named.Key, named.Sum(one => one.Value), named.Count()));

    /// <summary>An assertion's result, and of a set those of its members behind it.</summary>
    internal static IEnumerable<AssertionResult> Flat(AssertionResult result) => [result, .. result.Members];
}
