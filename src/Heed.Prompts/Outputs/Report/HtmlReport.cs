using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Heed.Lens.Views;
using Heed.Prompts.Outputs.Report.Insides;
using Heed.Prompts.Plans;
using Heed.Prompts.Runs;

namespace Heed.Prompts.Outputs.Report;

/// <summary>
/// A run as a page that stands alone: one file, nothing fetched, light or dark as the reader's system is. Whatever texts of models and files hold is shown as
/// text: it is
/// escaped, and the page's policy runs no script and no style but those two whose hashes it names. Without scripts only searching and opening all is missing.
/// </summary>
internal static class HtmlReport
{
    /// <summary>The page.</summary>
    public static string Of(EvalRun run)
    {
        IReadOnlyList<ColumnSummary> columns = ColumnSummary.Of(run);
        IReadOnlyList<MatrixRow> rows = MatrixRow.Of(run);
        string title = run.Plan.Description is { Length: > 0 } description ? description : "Evaluation";
        var page = new StringBuilder();
        page.Append("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n")
            .Append("<meta charset=\"utf-8\"/>\n<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\"/>\n")
            .Append($"<meta http-equiv=\"Content-Security-Policy\" content=\"{Policy}\"/>\n<meta name=\"referrer\" content=\"no-referrer\"/>\n")
            .Append($"<title>{ReportText.Of(title)}</title>\n<style>{ReportStyle.Css}</style>\n</head>\n")
            .Append($"<body>\n<main>\n<header>\n<h1>{ReportText.Of(title)}</h1>\n");
        Facts(page, run, rows.Count);
        Warnings(page, run.Plan.Warnings);
        page.Append("</header>\n");
        ReportSummary.Append(page, columns);
        ReportInsides.Append(page, columns);
        ReportMatrix.Append(page, columns, rows);
        page.Append("<footer>Made by Heed. Intervals of pass rates are Wilson’s, 95 %; errors count as not passed.</footer>\n</main>\n")
            .Append($"<script>{ReportScript.Code}</script>\n</body>\n</html>\n");
        return page.ToString();
    }

    private static string Policy { get; } =
        $"default-src 'none'; style-src 'sha256-{Hash(ReportStyle.Css)}'; script-src 'sha256-{Hash(ReportScript.Code)}'; base-uri 'none'; form-action 'none'";

    private static string Hash(string text) => Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

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
