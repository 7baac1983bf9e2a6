using Heed.Prompts.Plans;
using Heed.Prompts.Runs;
using Heed.Prompts.Statistics;

namespace Heed.Prompts.Comparisons;

/// <summary>
/// Variants on the same cases: delta, interval and verdict by each metric, what changed, and whether gates hold. The p of all variants and metrics that judge
/// answers are
/// adjusted together after Holm, so that looking at many does not find what is not there.
/// </summary>
/// <param name="Variants">Each beside its base.</param>
/// <param name="Options">How they were compared.</param>
public sealed record RunComparison(IReadOnlyList<VariantComparison> Variants, ComparisonOptions Options)
{
    /// <summary>Columns that could not be compared.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>Every gate with every variant.</summary>
    public IReadOnlyList<GateResult> Gates { get; init; } = [];

    /// <summary>Compares two runs, or several with the first: columns of the same name, or those at the same place.</summary>
    /// <param name="runs">At least two; the first is the base.</param>
    /// <param name="options">How.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <exception cref="HeedException">There is nothing to compare, no metric of a name, or an option is not possible.</exception>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public static RunComparison Of(IReadOnlyList<EvalRun> runs, ComparisonOptions? options = null, CancellationToken cancellation = default)
    {
        if (runs.Count < 2) throw new HeedException($"runs: expected at least 2; got {runs.Count}.");
        var paired = runs.Skip(1).Select(run => ColumnPairing.Of(runs[0], run)).ToList();
        return Of([.. paired.SelectMany(pairing => pairing.Pairs)], options ?? new(), cancellation) with
        {
            Notes = [.. paired.SelectMany(pairing => pairing.Notes)],
        };
    }

    /// <summary>Compares a run with another.</summary>
    /// <inheritdoc cref="Of(IReadOnlyList{EvalRun}, ComparisonOptions, CancellationToken)"/>
    public static RunComparison Of(EvalRun a, EvalRun b, ComparisonOptions? options = null, CancellationToken cancellation = default)
        => Of([a, b], options, cancellation);

    /// <summary>Compares columns of one run with its first.</summary>
    /// <param name="run">A run of several columns.</param>
    /// <param name="options">How.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <exception cref="HeedException">It has a single column, no metric of a name, or an option is not possible.</exception>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public static RunComparison OfColumns(EvalRun run, ComparisonOptions? options = null, CancellationToken cancellation = default)
    {
        IReadOnlyList<PlannedColumn> columns = run.Plan.Columns;
        if (columns.Count < 2) throw new HeedException($"{run.Id}: expected a second run, or one run of several columns; it has {columns.Count}.");
        var first = new ComparedVariant(run, columns[0]);
        return Of([.. columns.Skip(1).Select(column => (first, new ComparedVariant(run, column)))], options ?? new(), cancellation);
    }

    /// <summary>Compares one column with another, of one run or of two.</summary>
    /// <param name="a">The base.</param>
    /// <param name="b">The other.</param>
    /// <param name="options">How.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <exception cref="HeedException">There is no metric of a name, or an option is not possible.</exception>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public static RunComparison Of(ComparedVariant a, ComparedVariant b, ComparisonOptions? options = null, CancellationToken cancellation = default)
        => Of([(a, b)], options ?? new(), cancellation);

    private static RunComparison Of(IReadOnlyList<(ComparedVariant A, ComparedVariant B)> pairs, ComparisonOptions options, CancellationToken cancellation)
    {
        Checks.Confidence(options.Confidence);
        Checks.Confidence(options.Power);
        IReadOnlyList<IComparedMetric> metrics = ComparedMetrics.Chosen(ComparedMetrics.All(pairs.SelectMany(pair => pair.A.Rows.Concat(pair.B.Rows))),
            options);
        var variants = pairs.Select(pair => Compare(pair.A, pair.B, metrics, options, cancellation)).ToList();
        IReadOnlyList<VariantComparison> judged = Adjust(variants, options);
        return new RunComparison(judged, options) { Gates = [.. judged.SelectMany(variant => options.Gates.Select(gate => gate.Check(variant)))] };
    }

    private static VariantComparison Compare(ComparedVariant a, ComparedVariant b, IReadOnlyList<IComparedMetric> metrics, ComparisonOptions options,
        CancellationToken cancellation)
    {
        CasePairing pairing = CasePairing.Of(a.Rows, b.Rows);
        bool together = a.Run.Id == b.Run.Id;
        MetricComparison[] results = [.. metrics.Select(metric => metric.NeedsOneRun && !together ? MetricTest.Seen(metric, pairing.Pairs)
            : MetricTest.Of(metric, pairing.Pairs, options, cancellation))];
        return new VariantComparison(a, b, pairing.Pairs, results, ChangedCase.Of(pairing.Pairs))
        {
            OnlyA = pairing.OnlyA, OnlyB = pairing.OnlyB, Notes = [.. ComparisonNotes.Of(a, b, pairing.Pairs)],
        };
    }

    private static IReadOnlyList<VariantComparison> Adjust(List<VariantComparison> variants, ComparisonOptions options)
    {
        var adjusted = new Dictionary<MetricComparison, double>(ReferenceEqualityComparer.Instance);
        foreach (bool quality in (bool[])[true, false])
        {
            MetricComparison[] family =
                [.. variants.SelectMany(variant => variant.Metrics).Where(metric => metric.P is not null && metric.Metric.IsQuality == quality)];
            double[] holm = Adjusted.Holm([.. family.Select(metric => metric.P!.Value)]);
            for (int i = 0; i < family.Length; i++) adjusted[family[i]] = holm[i];
        }
        return [.. variants.Select(variant => variant with
        {
            Metrics = [.. variant.Metrics.Select(metric => adjusted.TryGetValue(metric, out double p) ? MetricTest.Judge(metric, p, options) : metric)],
        })];
    }
}
