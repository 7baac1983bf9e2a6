using System.Globalization;
using System.Text;
using Heed.Prompts.Outputs.Report.Insides;
using Heed.Prompts.Plans;
using Heed.Prompts.Runs;

namespace Heed.Prompts.Outputs.Report;

/// <summary>A run as a page that stands alone (<see cref="ReportPage"/>). Without scripts only searching and opening all is missing.</summary>
internal static class HtmlReport
{
    /// <summary>The page.</summary>
    public static string Of(EvalRun run)
    {
        IReadOnlyList<ColumnSummary> columns = ColumnSummary.Of(run);
        IReadOnlyList<MatrixRow> rows = MatrixRow.Of(run);
        string title = run.Plan.Description is { Length: > 0 } description ? description : "Evaluation";
        var page = new StringBuilder($"<header>\n<h1>{ReportText.Of(title)}</h1>\n");
        Facts(page, run, rows.Count);
        Warnings(page, run.Plan.Warnings);
        page.Append("</header>\n");
        ReportSummary.Append(page, columns);
        ReportInsides.Append(page, columns);
        ReportMatrix.Append(page, columns, rows);
        page.Append("<footer>Made by Heed. Intervals of pass rates are Wilson’s, 95 %; errors count as not passed.</footer>\n");
        return ReportPage.Of(title, page, ReportScript.Code);
    }

    private static void Facts(StringBuilder page, EvalRun run, int cases)
    {
        RunTotals totals = RunTotals.Of(run.Rows);
        string[] facts =
        [
            ReportText.Count(cases, "case") + " × " + ReportText.Count(run.Plan.Columns.Count, "column"), $"{totals.Successes} passed",
                $"{totals.Failures} failed",
            ReportText.Count(totals.Errors, "error"), ReportText.Milliseconds(run.DurationMs),
            run.Started.UtcDateTime.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture) + " UTC", run.Id,
            run.Version.StartsWith("promptfoo", StringComparison.Ordinal) ? run.Version : $"Heed {run.Version}",
        ];
        page.Append("<p class=\"facts\">").Append(string.Join(" · ", facts.Select(ReportText.Of))).Append("</p>\n");
        int missing = cases * run.Plan.Columns.Count - run.Rows.Count;
        if (missing > 0) page.Append($"<p class=\"facts\"><strong>{missing} of {cases * run.Plan.Columns.Count} cells were not done.</strong></p>\n");
    }

    private static void Warnings(StringBuilder page, IReadOnlyList<PlanWarning> warnings)
    {
        if (warnings.Count == 0) return;
        page.Append($"<section class=\"warnings\" aria-label=\"Warnings\"><h2>{ReportText.Count(warnings.Count, "warning")} of the configuration</h2><ul>\n");
        foreach (PlanWarning warning in warnings)
            page.Append($"<li><code>{ReportText.Of(warning.Place.ToString())}</code> {ReportText.Of(warning.Message)}</li>\n");
        page.Append("</ul></section>\n");
    }
}
