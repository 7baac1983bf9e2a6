using Heed.Prompts.Outputs.Insides;

namespace Heed.Studio.Pages.Prompts.Runs;

/// <summary>What becomes of the right answer's margin as a span moves through a variant's prompts.</summary>
/// <param name="Span">Its name.</param>
/// <param name="Places">Places that were measured, from before all other parts to straight before the question.</param>
/// <param name="Rows">Rows it is the mean of.</param>
/// <param name="Range">The mean of their ranges, in nats.</param>
/// <param name="Points">Place by place.</param>
/// <param name="Studio">The worst place of the row with the largest range: the part of an address behind <c>#</c>; null where there is none.</param>
public sealed record CurveAnswer(string Span, int Places, int Rows, double Range, IReadOnlyList<CurvePointAnswer> Points, string? Studio)
{
    private const int MostPoints = 200;

    internal static CurveAnswer Of(PositionSummary position) => new(
        SentText.Brief(position.Span, 80), position.Places.Count, position.Curves.Count, position.Range.Mean,
        [.. Enumerable.Range(0, Math.Min(MostPoints, position.Places.Count)).Select(place => CurvePointAnswer.Of(position, place))],
        SentText.Link(position.Widest.Result.Studio));
}
