using Heed.Prompts.Insides.Summaries;

namespace Heed.Studio.Pages.Prompts.Runs;

/// <summary>A place of a moved span.</summary>
/// <param name="Place">Which, from 0: before all other parts of the prompt.</param>
/// <param name="Margin">The margin of the right answer, in nats.</param>
/// <param name="Share">The share of the attention that the span gets there.</param>
/// <param name="Leads">In how many rows the right answer leads.</param>
public sealed record CurvePointAnswer(int Place, MeanIntervalAnswer Margin, double Share, int Leads)
{
    internal static CurvePointAnswer Of(SpanCurvePoint point) => new(point.Place, MeanIntervalAnswer.Of(point.Margin), point.Share, point.Leads);
}
