using Heed.Prompts.Comparisons;
using Heed.Studio.Pages.Prompts.Runs;

namespace Heed.Studio.Pages.Prompts.Comparisons;

/// <summary>A case that changed.</summary>
/// <param name="Change"><c>regressed</c>, <c>improved</c>, <c>score_fell</c> or <c>score_rose</c>.</param>
/// <param name="Test">The case in the base's run.</param>
/// <param name="TestB">The case in the other's run.</param>
/// <param name="Description">What the file says of it; null for nothing.</param>
/// <param name="Vars">Its variables, the beginning of each.</param>
/// <param name="ScoreA">Mean score with the base.</param>
/// <param name="ScoreB">Mean score with the other.</param>
/// <param name="A">What became of it with the base; of several repeats the first.</param>
/// <param name="B">The same with the other.</param>
public sealed record ChangeAnswer(
    string Change, int Test, int TestB, string? Description, IReadOnlyList<VarAnswer> Vars, double? ScoreA, double? ScoreB, MatrixCellAnswer A,
    MatrixCellAnswer B)
{
    private const int MostVars = 24;

    internal static ChangeAnswer Of(ChangedCase changed) => new(
        changed.Change switch { CaseChange.Regressed => "regressed", CaseChange.Improved => "improved", CaseChange.ScoreFell => "score_fell",
            _ => "score_rose" },
        changed.Case.A[0].Case.Index, changed.Case.B[0].Case.Index, changed.Case.Case.Description is { } about ? SentText.Brief(about) : null,
        [.. changed.Case.Case.Vars.Take(MostVars).Select(pair => new VarAnswer(SentText.Brief(pair.Key, 80), SentText.Brief(pair.Value)))],
        SentText.Finite(changed.ScoreA),
        SentText.Finite(changed.ScoreB), MatrixCellAnswer.Of(changed.Case.A[0]), MatrixCellAnswer.Of(changed.Case.B[0]));
}
