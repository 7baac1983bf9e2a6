using Heed.Lens.Views;
using Heed.Prompts.Outputs.Insides;

namespace Heed.Prompts.Outputs.Report.Insides;

/// <summary><c>heed:decision-layer</c>.</summary>
internal sealed class DecisionView : IInsideView
{
    public string Title => "Decision layer";

    public string Caption => "The first layer, counted from 0, from which on the right answer is the likeliest at every layer to the end: how many cases are "
        + "decided there.";

    public IReadOnlyList<InsidePicture> Of(IReadOnlyList<ColumnSummary> columns)
    {
        var all = columns.SelectMany(column => DecisionSummary.Of(column).Select(summary => (Column: column, Summary: summary))).ToList();
        int most = all.SelectMany(one => one.Summary.Layers.GroupBy(layer => layer)).Select(group => group.Count()).DefaultIfEmpty(1).Max();
        return [.. all.Select(one => Picture(one.Column, one.Summary, most))];
    }

    private static InsidePicture Picture(ColumnSummary column, DecisionSummary summary, int most)
    {
        var table = new HtmlTable("Cases by decision layer", ("layer", false), ("cases", true));
        for (int layer = 0; layer < summary.Depth; layer++)
            if (summary.At(layer) is > 0 and var cases) table.Add(($"{layer}", null), ($"{cases}", null));
        table.Add(("never", null), ($"{summary.Never}", null));
        InsideResult last = summary.Results[^1];
        return new InsidePicture(
            column, summary.Metric, new DecisionFigure(summary, most),
            $"{ReportText.Count(summary.Results.Count, "case")} · layers 0 to {summary.Depth - 1}"
                + (summary.Never > 0 ? $" · in {summary.Never} the answer does not lead at the end" : ""), table)
        {
            Look = (summary.Layers[^1] < 0 ? "never leads" : $"latest, layer {summary.Layers[^1]}", last),
        };
    }
}
