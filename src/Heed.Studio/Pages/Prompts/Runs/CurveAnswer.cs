using Heed.Prompts.Insides.Summaries;

namespace Heed.Studio.Pages.Prompts.Runs;

/// <summary>What becomes of the right answer's margin as a span moves through a variant's prompts.</summary>
/// <param name="Span">Its name.</param>
/// <param name="Places">Places there are.</param>
/// <param name="Rows">Rows it is the mean of.</param>
/// <param name="Range">The mean of their ranges, in nats.</param>
/// <param name="Points">Place by place.</param>
/// <param name="Studio">The worst place of the row with the largest range: the part of an address behind <c>#</c>; null where there is none.</param>
public sealed record CurveAnswer(string Span, int Places, int Rows, double Range, IReadOnlyList<CurvePointAnswer> Points, string? Studio)
{
    private const int MostPoints = 200;

    internal static CurveAnswer Of(SpanCurve curve) => new(
        SentText.Brief(curve.Span, 80), curve.Places, curve.Rows.Count, curve.Range, [.. curve.Points.Take(MostPoints).Select(CurvePointAnswer.Of)],
        SentText.Link(curve.Rows[0].Studio));
}
