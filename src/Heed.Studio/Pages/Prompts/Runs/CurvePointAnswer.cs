using Heed.Prompts.Outputs.Insides;

namespace Heed.Studio.Pages.Prompts.Runs;

/// <summary>A place of a moved span.</summary>
/// <param name="Place">Which of those that were measured, from 0: before all other parts of the prompt.</param>
/// <param name="Margin">The margin of the right answer, in nats.</param>
/// <param name="Share">The share of the attention that the span gets there; null where it is not known.</param>
/// <param name="Leads">In how many rows the right answer leads.</param>
public sealed record CurvePointAnswer(int Place, MeanIntervalAnswer Margin, double? Share, int Leads)
{
    internal static CurvePointAnswer Of(PositionSummary position, int place)
        => new(place, MeanIntervalAnswer.Of(position.Places[place]), position.Share(place), position.Leading(place));
}
