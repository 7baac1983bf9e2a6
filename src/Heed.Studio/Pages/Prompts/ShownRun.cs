using Heed.Prompts.Comparisons;
using Heed.Prompts.Outputs;
using Heed.Prompts.Runs;

namespace Heed.Studio.Pages.Prompts;

/// <summary>A run as it is shown: read once, and summed up once.</summary>
/// <param name="Run">The run.</param>
/// <param name="Columns">Its variants.</param>
/// <param name="Rows">Its cases.</param>
internal sealed record ShownRun(EvalRun Run, IReadOnlyList<ColumnSummary> Columns, IReadOnlyList<MatrixRow> Rows)
{
    /// <summary>Sums a run up.</summary>
    public static ShownRun Of(EvalRun run) => new(run, ColumnSummary.Of(run), MatrixRow.Of(run));

    /// <summary>A variant.</summary>
    /// <exception cref="HeedException">There is none of that number.</exception>
    public ComparedVariant Variant(int column)
        => new(Run, Columns.FirstOrDefault(one => one.Column.Index == column)?.Column
            ?? throw new HeedException($"column: expected 0 to {Columns.Count - 1}; got {column}."));

    /// <summary>A cell.</summary>
    /// <exception cref="HeedException">There is none.</exception>
    public RunRow Cell(int test, int column)
        => Run.Rows.FirstOrDefault(row => row.Case.Index == test && row.Column.Index == column)
            ?? throw new HeedException(
                $"cell: {Run.Id} has none of test {test} in column {column}; "
                + $"its tests go up to {(Rows.Count == 0 ? -1 : Rows[^1].Case.Index)}, its columns to {Columns.Count - 1}.");
}
