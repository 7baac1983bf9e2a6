using System.Globalization;
using System.Text;

namespace Heed.Prompts.Outputs.Report;

/// <summary>The columns side by side: pass rate with its interval, scores, latency.</summary>
internal static class ReportSummary
{
    private const int BarWidth = 160;

    public static void Append(StringBuilder page, IReadOnlyList<ColumnSummary> columns)
    {
        string[] metrics = [.. columns.SelectMany(column => column.NamedMeans.Select(named => named.Name)).Distinct()];
        string[] derived = [.. columns.SelectMany(column => column.Derived.Values.Keys).Distinct()];
        IEnumerable<string> named = metrics.Select(metric => derived.Contains(metric) ? $"{metric} (of sums)" : metric);
        string[] heads = ["provider", "prompt", "pass rate", "", "95 % interval", "passed", "failed", "errors", "mean score", .. named, "median latency"];
        page.Append("<section aria-label=\"Summary\">\n<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"Summary of the columns\">\n")
            .Append("<table class=\"summary\"><thead><tr>");
        for (int i = 0; i < heads.Length; i++)
            page.Append(heads[i].Length == 0 ? "<td></td>" : $"<th scope=\"col\"{(i < 2 ? "" : " class=\"n\"")}>{ReportText.Of(heads[i])}</th>");
        page.Append("</tr></thead>\n<tbody>\n");
        foreach (ColumnSummary column in columns) Row(page, column, metrics);
        page.Append("</tbody></table></div>\n</section>\n");
    }

    private static void Row(StringBuilder page, ColumnSummary column, string[] metrics)
    {
        RunTotals totals = column.Totals;
        page.Append($"<tr><td>{ReportText.Of(column.Column.Provider.Label)}</td>")
            .Append($"<th scope=\"row\" class=\"label\">{ReportText.Of(column.Column.Prompt.Label)}</th>");
        if (totals.Count == 0) Number(page, "–");
        else Number(page, ReportText.Percent(totals.PassRate));
        page.Append($"<td>{Bar(column)}</td>");
        Number(page, $"{ReportText.Percent(column.PassInterval.Low)} – {ReportText.Percent(column.PassInterval.High)}");
        Number(page, $"{totals.Successes}");
        Number(page, $"{totals.Failures}");
        Number(page, $"{totals.Errors}");
        Number(page, ReportText.Score(column.MeanScore));
        foreach (string metric in metrics)
        {
            (string? _, double mean, int rows) = column.NamedMeans.FirstOrDefault(named => named.Name == metric);
            Number(page, rows == 0 ? "–" : ReportText.Score(mean));
        }
        Number(page, column.MedianLatencyMs is { } median ? ReportText.Milliseconds(median) : "–");
        page.Append("</tr>\n");
    }

    private static void Number(StringBuilder page, string text) => page.Append("<td class=\"n\">").Append(ReportText.Of(text)).Append("</td>");

    // The light band is the interval, the tick the rate.
    private static string Bar(ColumnSummary column)
    {
        double low = BarWidth * column.PassInterval.Low, high = BarWidth * column.PassInterval.High;
        double at = column.Totals.Count == 0 ? 0 : BarWidth * column.Totals.PassRate;
        return string.Create(CultureInfo.InvariantCulture,
            $"<svg class=\"rate\" viewBox=\"-2 0 {BarWidth + 4} 14\" width=\"{BarWidth + 4}\" height=\"14\" aria-hidden=\"true\">")
            + string.Create(CultureInfo.InvariantCulture, $"<rect class=\"track\" x=\"0\" y=\"6\" width=\"{BarWidth}\" height=\"2\" rx=\"1\"/>")
            + string.Create(CultureInfo.InvariantCulture, $"<rect class=\"range\" x=\"{low:0.#}\" y=\"3\" width=\"{high - low:0.#}\" height=\"8\" rx=\"4\"/>")
            + string.Create(CultureInfo.InvariantCulture, $"<rect class=\"tick\" x=\"{at - 1.5:0.#}\" y=\"0\" width=\"3\" height=\"14\" rx=\"1.5\"/></svg>");
    }
}
