namespace Heed.Prompts.Outputs.Insides;

/// <summary>How the margin moves with the place of a span, in one column: cases whose span was measured at equally many places.</summary>
/// <param name="Span">The span's name.</param>
/// <param name="Curves">One a case.</param>
public sealed record PositionSummary(string Span, IReadOnlyList<PositionCurve> Curves)
{
    /// <summary>Of each place, from before all others to straight before the question, how the margins lie, in nats.</summary>
    public IReadOnlyList<Spread> Places { get; } =
        [.. Enumerable.Range(0, Curves[0].Margins.Count).Select(place => Spread.Of(Curves.Select(curve => curve.Margins[place]))!)];

    /// <summary>How the ranges lie, largest less smallest margin of a case, in nats.</summary>
    public Spread Range { get; } = Spread.Of(Curves.Select(curve => curve.Range))!;

    /// <summary>The curve of the largest range.</summary>
    public PositionCurve Widest { get; } = Curves.MaxBy(curve => curve.Range)!;

    /// <summary>Where the span stands as the prompt is written, 0 for before all others to 1 for straight before the question; null unless all cases
    /// agree.</summary>
    public double? Here { get; } = Curves.Select(curve => curve.Here).Distinct().ToArray() is [{ } here] ? here : null;

    /// <summary>Cases in which the answer does not lead at some place.</summary>
    public int Losing => Curves.Count(curve => curve.Margins.Any(margin => margin < 0));

    /// <summary>Cases in which the answer leads at a place.</summary>
    public int Leading(int place) => Curves.Count(curve => curve.Margins[place] > 0);

    /// <summary>The mean share of the attention that the span gets at a place; null where it is not known.</summary>
    public double? Share(int place) => Curves.All(curve => place < curve.Shares.Count) ? Curves.Average(curve => curve.Shares[place]) : null;

    /// <summary>Of a column, by span and by the number of places; those of most cases first.</summary>
    public static IReadOnlyList<PositionSummary> Of(ColumnSummary column)
        => [.. InsideResult.Of(column, "heed:position").Select(PositionCurve.Of).OfType<PositionCurve>()
            .GroupBy(curve => (Span: curve.Result.Text("span") ?? "", curve.Margins.Count)).OrderByDescending(group => group.Count())
            .Select(group => new PositionSummary(group.Key.Span, [.. group]))];
}
