using Heed.Lens.Views;
using Heed.Prompts.Outputs.Insides;

namespace Heed.Prompts.Outputs.Report.Insides;

/// <summary><c>heed:position</c>.</summary>
internal sealed class PositionView : IInsideView
{
    public string Title => "Position";

    public string Caption => "How far the right answer leads, in nats, as a span moves from the first place to the last before the question. The thick line "
        + "is the mean of all "
        + "cases, thin lines are cases, the band holds their middle half. Below 0 another answer leads.";

    public IReadOnlyList<InsidePicture> Of(IReadOnlyList<ColumnSummary> columns)
    {
        var all = columns.SelectMany(column => PositionSummary.Of(column).Select(summary => (Column: column, Summary: summary))).ToList();
        ValueAxis axis = ValueAxis.Of(all.SelectMany(one => one.Summary.Curves).SelectMany(curve => curve.Margins));
        return [.. all.Select(one => Picture(one.Column, one.Summary, axis))];
    }

    private static InsidePicture Picture(ColumnSummary column, PositionSummary summary, ValueAxis axis)
    {
        int cases = summary.Curves.Count;
        string facts = $"{ReportText.Count(cases, "case")} · {summary.Places.Count} places · range {ReportText.Nats(summary.Range.Mean)} nats"
            + (cases > 1 ? $" in the mean, {ReportText.Nats(summary.Widest.Range)} at most" : "")
            + (summary.Losing > 0 ? $" · in {summary.Losing} the answer does not lead at some place" : "");
        var table = new HtmlTable($"Margin by place of {summary.Span}, nats", ("place", true), ("mean", true), ("lower quartile", true), ("median", true),
            ("upper quartile", true));
        for (int i = 0; i < summary.Places.Count; i++)
        {
            Spread place = summary.Places[i];
            table.Add(($"{i + 1}", null), (ReportText.Precise(place.Mean), null), (ReportText.Precise(place.Low), null),
                (ReportText.Precise(place.Middle), null),
                (ReportText.Precise(place.High), null));
        }
        return new InsidePicture(column, summary.Span, new PositionFigure(summary, axis), facts, table)
        {
            Look = ($"widest, {ReportText.Nats(summary.Widest.Range)}", summary.Widest.Result),
        };
    }
}
