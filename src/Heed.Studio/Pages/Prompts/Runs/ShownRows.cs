using Heed.Prompts.Outputs;

namespace Heed.Studio.Pages.Prompts.Runs;

/// <summary>The cases of a run that are asked for.</summary>
/// <param name="Rows">These.</param>
internal sealed record ShownRows(IReadOnlyList<MatrixRow> Rows)
{
    /// <summary>Chooses them.</summary>
    /// <param name="run">The run.</param>
    /// <param name="show"><c>all</c>, <c>failing</c>, <c>differing</c> or <c>errors</c>; null for all.</param>
    /// <param name="find">Stands in a variable, an output, a reason or the description, in any case of its letters; null for any.</param>
    /// <exception cref="HeedException">There is no such choice.</exception>
    public static ShownRows Of(ShownRun run, string? show, string? find)
    {
        Func<MatrixRow, bool> fits = show switch
        {
            null or "" or "all" => _ => true,
            "failing" => row => row.Fails,
            "differing" => row => row.Differs,
            "errors" => row => row.Cells.Any(cell => cell is { Failure: Heed.Prompts.Runs.FailureReason.Error }),
            _ => throw new HeedException($"show: expected all, failing, differing or errors; got '{show}'."),
        };
        return new ShownRows([.. run.Rows.Where(row => fits(row) && (find is null || Texts(row)
            .Any(text => text.Contains(find, StringComparison.OrdinalIgnoreCase))))]);
    }

    private static IEnumerable<string> Texts(MatrixRow row)
        => [row.Case.Description ?? "", .. row.Vars.Values.Select(ShownValue.Of), .. row.Cells.Where(cell => cell is not null)
            .SelectMany(cell => (string[])[ShownCell.Output(cell!), cell!.Reason, cell.Error ?? ""])];
}
