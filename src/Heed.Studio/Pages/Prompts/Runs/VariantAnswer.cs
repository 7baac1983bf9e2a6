using Heed.Prompts.Outputs;
using Heed.Prompts.Outputs.Insides;

namespace Heed.Studio.Pages.Prompts.Runs;

/// <summary>A column of a run: a prompt answered by a provider.</summary>
/// <param name="Index">Its number, from 0.</param>
/// <param name="Name"><c>[provider] prompt</c>.</param>
/// <param name="Provider">Who answers.</param>
/// <param name="Prompt">What the prompt is called.</param>
/// <param name="Template">The prompt before its variables are put in.</param>
/// <param name="Model">The model it is asked of; null where that is none of ours.</param>
/// <param name="Version">The hash of the prompt's version; null where it is not known.</param>
/// <param name="Passes">How many cases passed.</param>
/// <param name="MeanScore">The mean score.</param>
/// <param name="MedianLatencyMs">The middle latency in milliseconds, as the answers were computed; null where there are none.</param>
/// <param name="Metrics">Named scores.</param>
/// <param name="Spans">What its spans do and get.</param>
/// <param name="Curves">What becomes of the answer as a span moves.</param>
public sealed record VariantAnswer(
    int Index, string Name, string Provider, string Prompt, string Template, string? Model, string? Version, PassAnswer Passes, double? MeanScore,
    double? MedianLatencyMs,
    IReadOnlyList<NamedMeanAnswer> Metrics, IReadOnlyList<SpanAnswer> Spans, IReadOnlyList<CurveAnswer> Curves)
{
    private const int MostCurves = 8, MostSpans = 32, TemplateLength = 20_000;

    internal static VariantAnswer Of(ColumnSummary column) => new(
        column.Column.Index, SentText.Brief(column.Column.Name, 300), SentText.Brief(column.Column.Provider.Label), SentText.Brief(column.Column.Prompt.Label),
        SentText.Brief(column.Column.Prompt.Raw, TemplateLength), column.Column.Provider.Model,
        column.Rows.FirstOrDefault(row => row.PromptVersion is not null)?.PromptVersion,
        PassAnswer.Of(column.Totals), SentText.Finite(column.MeanScore), column.MedianLatencyMs is { } median ? SentText.Finite(median) : null,
        [.. column.NamedMeans.Select(named => new NamedMeanAnswer(named.Name, SentText.Finite(named.Mean), named.Rows))],
        [.. SpanSummary.Of(column).Take(MostSpans).Select(SpanAnswer.Of).OfType<SpanAnswer>()],
        [.. PositionSummary.Of(column).Take(MostCurves).Select(CurveAnswer.Of)]);
}
