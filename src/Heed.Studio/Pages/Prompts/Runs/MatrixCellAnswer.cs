using Heed.Prompts.Outputs;
using Heed.Prompts.Runs;

namespace Heed.Studio.Pages.Prompts.Runs;

/// <summary>What became of a case in a column.</summary>
/// <param name="Verdict"><c>pass</c>, <c>fail</c> or <c>error</c>.</param>
/// <param name="Score">Its score.</param>
/// <param name="Output">The beginning of the output, or of the error.</param>
public sealed record MatrixCellAnswer(string Verdict, double? Score, string Output)
{
    private const int OutputLength = 240;

    internal static MatrixCellAnswer Of(RunRow row) => new(
        VerdictOf(row), SentText.Finite(row.Score), SentText.Brief(row.Failure == FailureReason.Error ? row.Error ?? row.Reason : ShownCell.Output(row),
            OutputLength));

    /// <summary>A verdict's word.</summary>
    internal static string VerdictOf(RunRow row) => row.Failure switch { FailureReason.None => "pass", FailureReason.Assertion => "fail", _ => "error" };
}
