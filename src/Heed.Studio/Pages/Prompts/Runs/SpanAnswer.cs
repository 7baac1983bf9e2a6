using Heed.Prompts.Outputs.Insides;

namespace Heed.Studio.Pages.Prompts.Runs;

/// <summary>What a span of a variant's prompt does and gets, over its rows.</summary>
/// <param name="Span">Its name.</param>
/// <param name="How">How it was taken away, or where attention alone was looked at.</param>
/// <param name="Rows">Rows in which it was measured.</param>
/// <param name="Effect">What the answer's log-probability loses without it, in nats; null where only attention was measured.</param>
/// <param name="Share">Its mean share of the attention, the sink apart, 0 … 1.</param>
/// <param name="PerLength">The mean of that by its share of the tokens.</param>
/// <param name="Story">Which story the means tell where attention and effect disagree; null where they agree.</param>
/// <param name="Disagreeing">In how many rows they disagree.</param>
/// <param name="Points">Row by row; the first few hundred.</param>
public sealed record SpanAnswer(
    string Span, string How, int Rows, MeanIntervalAnswer? Effect, double Share, double PerLength, string? Story, int Disagreeing,
    IReadOnlyList<SpanPointAnswer> Points)
{
    private const int MostPoints = 300;

    internal static SpanAnswer? Of(SpanSummary span) => span is { Share: { } share, PerLength: { } times } ? new(
        SentText.Brief(span.Span, 80), SentText.Brief(span.How.Length > 0 ? span.How : span.Where.Length > 0 ? span.Where : "all heads", 40), span.Results.Count,
        span.Effect is { } effect ? MeanIntervalAnswer.Of(effect) : null, share.Mean, times.Mean, span.Story, span.Disagreeing.Count,
        [.. span.Results.Take(MostPoints).Select(SpanPointAnswer.Of).OfType<SpanPointAnswer>()]) : null;
}
