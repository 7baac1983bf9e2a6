using Heed.Prompts.Plans;
using Heed.Prompts.Runs;

namespace Heed.Prompts.Comparisons;

/// <summary>
/// Which columns of two runs are compared: those of the same name; where no name is shared, those at the same place of equally many, or a single one with each.
/// </summary>
internal static class ColumnPairing
{
    /// <exception cref="HeedException">No column has another side.</exception>
    public static (IReadOnlyList<(ComparedVariant A, ComparedVariant B)> Pairs, IReadOnlyList<string> Notes) Of(EvalRun a, EvalRun b)
    {
        IReadOnlyList<PlannedColumn> first = a.Plan.Columns, second = b.Plan.Columns;
        var pairs = new List<(PlannedColumn A, PlannedColumn B)>();
        var rest = second.ToList();
        foreach (PlannedColumn column in first)
        {
            int place = rest.FindIndex(other => other.Name == column.Name);
            if (place < 0) continue;
            pairs.Add((column, rest[place]));
            rest.RemoveAt(place);
        }
        if (pairs.Count == 0 && first.Count == second.Count) pairs.AddRange(first.Zip(second));
        else if (pairs.Count == 0 && first.Count == 1) pairs.AddRange(second.Select(column => (first[0], column)));
        else if (pairs.Count == 0 && second.Count == 1) pairs.AddRange(first.Select(column => (column, second[0])));
        if (pairs.Count == 0)
            throw new HeedException($"runs: expected columns of the same name, or as many in both; "
                + $"got {Names(first)} in {a.Id} and {Names(second)} in {b.Id}.");
        PlannedColumn[] left = [.. first.Except(pairs.Select(pair => pair.A)), .. second.Except(pairs.Select(pair => pair.B))];
        return ([.. pairs.Select(pair => (new ComparedVariant(a, pair.A), new ComparedVariant(b, pair.B)))],
            left.Length == 0 ? [] : [$"not compared, as only one run has a column of that name: {Names(left)}"]);
    }

    private static string Names(IReadOnlyList<PlannedColumn> columns) => columns.Count == 0 ? "none" : string.Join(", ", columns.Select(column => column.Name));
}
