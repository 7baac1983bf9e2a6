using Heed.Lens.Views;
using Heed.Prompts.Outputs.Insides;

namespace Heed.Prompts.Outputs.Report.Insides;

/// <summary><c>heed:distraction</c>.</summary>
internal sealed class DistractionView : IInsideView
{
    public string Title => "Distraction";

    public string Caption => "How far the right answer leads without a document and with one put into the prompt, in nats: thin lines are cases, the thick "
        + "one is their mean.";

    public IReadOnlyList<InsidePicture> Of(IReadOnlyList<ColumnSummary> columns)
    {
        var all = columns.SelectMany(column => DistractionSummary.Of(column).Select(summary => (Column: column, Summary: summary))).ToList();
        ValueAxis axis = ValueAxis.Of(all.SelectMany(one => one.Summary.Results).SelectMany(one => (IEnumerable<double>)
            [one.Number("before", "margin")!.Value, one.Number("after", "margin")!.Value]));
        return [.. all.Select(one => Picture(one.Column, one.Summary, axis))];
    }

    private static InsidePicture Picture(ColumnSummary column, DistractionSummary summary, ValueAxis axis)
    {
        var table = new HtmlTable("Without the document and with it, means in nats", ("", false), ("without", true), ("with", true), ("lost", true));
        Add("margin", summary.Before, summary.After);
        if (summary is { EffectBefore: { } before, EffectAfter: { } after }) Add($"effect of {summary.Span}", before, after);
        InsideResult worst = summary.Results[0];
        double loss = worst.Number("before", "margin")!.Value - worst.Number("after", "margin")!.Value;
        string facts = $"{ReportText.Count(summary.Results.Count, "case")} · the margin loses {ReportText.Nats(summary.Before.Mean - summary.After.Mean)} "
            + $"nats in the mean"
            + (summary is { EffectBefore: { } had, EffectAfter: { } has }
            ? $" · effect of {summary.Span} {ReportText.Nats(had.Mean)} → {ReportText.Nats(has.Mean)}" : "")
            + (summary.Lost > 0 ? $" · the answer is lost in {summary.Lost}" : "");
        return new InsidePicture(column, summary.Span, new DistractionFigure(summary, axis), facts,
            table) { Look = ($"largest loss, {ReportText.Nats(loss)}", worst) };

        void Add(string what, Spread without, Spread with) => table.Add((what, null), (ReportText.Precise(without.Mean), null),
            (ReportText.Precise(with.Mean), null),
            (ReportText.Precise(without.Mean - with.Mean), null));
    }
}
