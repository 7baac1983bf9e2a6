using Heed.Prompts.Outputs;

namespace Heed.Studio.Pages.Prompts.Runs;

/// <summary>A run with its variants.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Description">What its configuration says it is; null for nothing.</param>
/// <param name="Started">When it began.</param>
/// <param name="DurationMs">How long it took, in milliseconds.</param>
/// <param name="Version">The version of Heed.</param>
/// <param name="Cases">Cases.</param>
/// <param name="Totals">Of all cells.</param>
/// <param name="Variants">Its columns.</param>
/// <param name="Warnings">What was passed over in its configuration.</param>
public sealed record RunAnswer(
    string Id, string? Description, DateTimeOffset Started, double? DurationMs, string Version, int Cases, PassAnswer Totals,
    IReadOnlyList<VariantAnswer> Variants,
    IReadOnlyList<string> Warnings)
{
    private const int MostWarnings = 20;

    internal static RunAnswer Of(ShownRun shown) => new(
        shown.Run.Id, shown.Run.Plan.Description, shown.Run.Started, SentText.Finite(shown.Run.DurationMs), shown.Run.Version, shown.Rows.Count,
        PassAnswer.Of(RunTotals.Of(shown.Run.Rows)),
        [.. shown.Columns.Select(VariantAnswer.Of)], [.. shown.Run.Plan.Warnings.Take(MostWarnings)
            .Select(warning => SentText.Brief(warning.ToString(), 400))]);
}
