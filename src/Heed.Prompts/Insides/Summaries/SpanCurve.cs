using System.Text.Json;
using Heed.Prompts.Assertions;
using Heed.Prompts.Outputs;
using Heed.Prompts.Runs;
using Heed.Prompts.Statistics;

namespace Heed.Prompts.Insides.Summaries;

/// <summary>
/// What becomes of the right answer's margin as a span moves through a variant's prompts: the rows of <c>heed:position</c> that have the same places.
/// </summary>
/// <param name="Span">Its name.</param>
/// <param name="Places">Places there are, those that were not measured too.</param>
/// <param name="Rows">Rows it is the mean of, the one of the largest range first.</param>
/// <param name="Points">Place by place.</param>
public sealed record SpanCurve(string Span, int Places, IReadOnlyList<SpanCurveRow> Rows, IReadOnlyList<SpanCurvePoint> Points)
{
    private static readonly string s_type = new PositionAssertion().Type;

    /// <summary>The mean of the rows' ranges, largest margin less smallest, in nats.</summary>
    public double Range { get; } = Moments.Mean([.. Rows.Select(row => row.Range)]);

    /// <summary>All curves of a column. Prompts of other lengths have other places: those with most rows come first.</summary>
    public static IReadOnlyList<SpanCurve> Of(ColumnSummary column)
        => [.. column.Rows.SelectMany(row => row.Results.SelectMany(ColumnSummary.Flat).Select(result => Read(row, result))).OfType<Measured>()
            .GroupBy(one => (one.Span, one.Places, Key: string.Join(',', one.Points.Select(point => point.Place))))
            .OrderByDescending(group => group.Count()).Select(group => Of(group.Key.Span, group.Key.Places, [.. group]))];

    private static SpanCurve Of(string span, int places, IReadOnlyList<Measured> rows) => new(
        span, places, [.. rows.Select(one => new SpanCurveRow(one.Row, one.Range, one.Studio)).OrderByDescending(row => row.Range)],
        [.. Enumerable.Range(0, rows[0].Points.Count).Select(i => new SpanCurvePoint(
            rows[0].Points[i].Place, PairedMean.Of([.. rows.Select(row => row.Points[i].Margin)]), Moments.Mean([.. rows.Select(row => row.Points[i].Share)]),
            rows.Count(row => row.Points[i].Margin > 0)))]);

    private static Measured? Read(RunRow row, AssertionResult result)
    {
        JsonElement details = result.Details;
        if (result.Assertion.Type != s_type || details.Text("span") is not { } span || details.Number("range") is not { } range) return null;
        var points = new List<(int, double, double)>();
        foreach (JsonElement point in details.Items("curve"))
        {
            if (point.Number("place") is not { } place || point.Number("margin") is not { } margin || point.Number("share") is not { } share) return null;
            points.Add(((int)place, margin, share));
        }
        return points.Count == 0 ? null : new Measured(row, span, (int)(details.Number("places") ?? points.Count), range, points, details.Text("studio"));
    }

    private sealed record Measured(
        RunRow Row, string Span, int Places, double Range, IReadOnlyList<(int Place, double Margin, double Share)> Points, string? Studio);
}
