using Heed.Prompts.Outputs;

namespace Heed.Studio.Pages.Prompts.Runs;

/// <summary>A case.</summary>
/// <param name="Test">Its number, from 0.</param>
/// <param name="Description">What the file says of it; null for nothing.</param>
/// <param name="Vars">Its variables, the beginning of each.</param>
/// <param name="Cells">Of every column what became of it; null where it was not done.</param>
public sealed record MatrixRowAnswer(int Test, string? Description, IReadOnlyList<VarAnswer> Vars, IReadOnlyList<MatrixCellAnswer?> Cells)
{
    private const int MostVars = 24;

    internal static MatrixRowAnswer Of(MatrixRow row) => new(
        row.Case.Index, row.Case.Description is { } about ? SentText.Brief(about) : null,
        [.. row.Vars.Take(MostVars).Select(pair => new VarAnswer(SentText.Brief(pair.Key, 80), SentText.Brief(pair.Value)))],
        [.. row.Cells.Select(cell => cell is null ? null : MatrixCellAnswer.Of(cell))]);
}
