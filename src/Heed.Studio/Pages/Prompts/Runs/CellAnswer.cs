using Heed.Prompts.Outputs;
using Heed.Prompts.Runs;

namespace Heed.Studio.Pages.Prompts.Runs;

/// <summary>All of a cell.</summary>
/// <param name="Test">The case.</param>
/// <param name="Column">The variant.</param>
/// <param name="Name">What the variant is called.</param>
/// <param name="Description">What the file says of the case; null for nothing.</param>
/// <param name="Vars">The variables.</param>
/// <param name="Prompt">The prompt as the provider saw it.</param>
/// <param name="Spans">Its named parts.</param>
/// <param name="Missing">Variables without a value.</param>
/// <param name="Output">The output after all transforms.</param>
/// <param name="Verdict"><c>pass</c>, <c>fail</c> or <c>error</c>.</param>
/// <param name="Score">Its score.</param>
/// <param name="Threshold">From which score on it passes; null where each assertion must.</param>
/// <param name="Reason">Why.</param>
/// <param name="Error">What went wrong; null for nothing.</param>
/// <param name="Assertions">What each said.</param>
/// <param name="LatencyMs">Milliseconds from asking to answered.</param>
/// <param name="IsCached">Whether the answer was known before.</param>
/// <param name="FinishReason">Why the answer ended; null where it is not known.</param>
/// <param name="Model">The model; null where it is none of ours.</param>
/// <param name="PromptVersion">The hash of the prompt's version; null where it is not known.</param>
/// <param name="Trace">The trace of the call; null where there is none.</param>
public sealed record CellAnswer(
    int Test, int Column, string Name, string? Description, IReadOnlyList<VarAnswer> Vars, string Prompt, IReadOnlyList<SpanPlaceAnswer> Spans,
    IReadOnlyList<string> Missing, string Output,
    string Verdict, double? Score, double? Threshold, string Reason, string? Error, IReadOnlyList<AssertionAnswer> Assertions, double? LatencyMs,
    bool IsCached, string? FinishReason,
    string? Model, string? PromptVersion, string? Trace)
{
    private const int TextLength = 200_000, MostAssertions = 200, MostSpans = 200;

    internal static CellAnswer Of(RunRow row) => new(
        row.Case.Index, row.Column.Index, row.Column.Name, row.Case.Description,
        [.. row.Vars.Select(pair => new VarAnswer(pair.Key, SentText.Brief(pair.Value, TextLength)))],
        SentText.Brief(row.Prompt, TextLength), [.. SpanPlaceAnswer.Of(row).Take(MostSpans)], row.Missing,
        SentText.Brief(ShownCell.Output(row), TextLength), MatrixCellAnswer.VerdictOf(row),
        SentText.Finite(row.Score), row.Case.Threshold, row.Reason, row.Error, [.. row.Results.Take(MostAssertions).Select(AssertionAnswer.Of)],
        SentText.Finite(row.LatencyMs),
        row.Answer?.Cached ?? false, row.Answer?.FinishReason, row.Column.Provider.Model, row.PromptVersion, row.TraceId);
}
