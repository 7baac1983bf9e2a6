using Heed.Prompts.Statistics;

namespace Heed.Prompts.Insides.Summaries;

/// <summary>A place of a moved span, over all rows.</summary>
/// <param name="Place">Which, from 0: before all other units of the prompt.</param>
/// <param name="Margin">The mean margin of the right answer in nats, with its interval, 95 %.</param>
/// <param name="Share">The mean share of the attention that the span gets there, the sink apart.</param>
/// <param name="Leads">In how many rows the right answer leads.</param>
public sealed record SpanCurvePoint(int Place, PairedMean Margin, double Share, int Leads);
