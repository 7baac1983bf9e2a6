using Heed.Lens.Views;
using Heed.Prompts.Outputs.Insides;

namespace Heed.Prompts.Outputs.Report.Insides;

/// <summary><c>heed:margin</c>.</summary>
internal sealed class MarginView : IInsideView
{
    public string Title => "Margin";

    public string Caption => "How far the right answer leads the best other, in nats: a bar is so many cases. Right of 0 it leads; cases just right of it are "
        + "the ones that break next.";

    public IReadOnlyList<InsidePicture> Of(IReadOnlyList<ColumnSummary> columns)
    {
        var all = columns.SelectMany(column => MarginSummary.Of(column).Select(summary => (Column: column, Summary: summary))).ToList();
        ValueAxis axis = ValueAxis.Of(all.SelectMany(one => one.Summary.Margins));
        int most = all.SelectMany(one => MarginFigure.Bars(one.Summary, axis)).Select(bar => bar.Cases).DefaultIfEmpty(1).Max();
        return [.. all.Select(one => Picture(one.Column, one.Summary, axis, most))];
    }

    private static InsidePicture Picture(ColumnSummary column, MarginSummary summary, ValueAxis axis, int most)
    {
        var table = new HtmlTable("Cases by margin, nats", ("from", true), ("to", true), ("cases", true));
        foreach ((double from, double to, int cases) in MarginFigure.Bars(summary, axis)) table.Add((ReportText.Precise(from), null),
            (ReportText.Precise(to), null), ($"{cases}", null));
        Spread spread = summary.Spread;
        string facts = $"{ReportText.Count(spread.Count, "case")} · mean {ReportText.Nats(spread.Mean)} nats"
            + (spread.Count > 3 ? $" · middle half {ReportText.Nats(spread.Low)} to {ReportText.Nats(spread.High)}" : "") + $" · {summary.Behind} below 0";
        return new InsidePicture(column, summary.Metric, new MarginFigure(summary, axis, most), facts, table)
        {
            Look = ($"smallest, {ReportText.Nats(summary.Margins[0])}", summary.Results[0]),
        };
    }
}
