using System.Text.Json;
using Heed.Prompts.Plans;
using Heed.Prompts.Runs;

namespace Heed.Prompts.Outputs;

/// <summary>A line of the matrix: a case, and what became of it in every column.</summary>
/// <param name="Case">The case.</param>
/// <param name="Cells">[columns] null where a cell was not done.</param>
public sealed record MatrixRow(PlannedCase Case, IReadOnlyList<RunRow?> Cells)
{
    /// <summary>The variables, as the prompts saw them.</summary>
    public IReadOnlyDictionary<string, JsonElement> Vars => Cells.FirstOrDefault(cell => cell is not null)?.Vars ?? Case.Vars;

    /// <summary>Whether some cells pass and others do not.</summary>
    public bool Differs => Cells.Any(cell => cell is { Success: true }) && Cells.Any(cell => cell is { Success: false });

    /// <summary>Whether a cell does not pass.</summary>
    public bool Fails => Cells.Any(cell => cell is { Success: false });

    /// <summary>The lines of a run that have a cell, by testIdx.</summary>
    public static IReadOnlyList<MatrixRow> Of(EvalRun run)
    {
        var columns = run.Plan.Columns.Select((column, place) => (column.Index, place)).ToDictionary(pair => pair.Index, pair => pair.place);
        var rows = new SortedDictionary<int, MatrixRow>();
        foreach (RunRow cell in run.Rows)
        {
            if (!columns.TryGetValue(cell.Column.Index, out int place)) continue;
            if (!rows.TryGetValue(cell.Case.Index, out MatrixRow? row)) rows[cell.Case.Index] = row = new MatrixRow(cell.Case, new RunRow?[columns.Count]);
            ((RunRow?[])row.Cells)[place] = cell;
        }
        return [.. rows.Values];
    }
}
