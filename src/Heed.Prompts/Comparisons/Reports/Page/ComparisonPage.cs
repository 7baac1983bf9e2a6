using System.Globalization;
using System.Text;
using Heed.Prompts.Outputs.Report;
using Heed.Prompts.Runs;

namespace Heed.Prompts.Comparisons.Reports.Page;

/// <summary>A comparison as a page that stands alone (<see cref="ReportPage"/>), without a script: gates, then each variant beside its base.</summary>
internal static class ComparisonPage
{
    /// <summary>The page.</summary>
    public static string Of(ComparisonReport report)
    {
        RunComparison comparison = report.Comparison;
        EvalRun run = comparison.Variants[0].A.Run;
        string title = (run.Plan.Description is { Length: > 0 } description ? description + ": " : "") + "comparison";
        var page = new StringBuilder($"<header>\n<h1>{ReportText.Of(title)}</h1>\n");
        string[] facts =
        [
            ReportText.Count(comparison.Variants.Count, "variant") + " beside " + (comparison.Variants.Count == 1 ? "its" : "their") + " base",
            string.Create(CultureInfo.InvariantCulture, $"confidence {100 * comparison.Options.Confidence:0.##} %"), $"seed {comparison.Options.Seed}",
        ];
        page.Append($"<p class=\"facts\">{string.Join(" · ", facts)}</p>\n");
        Gates(page, comparison);
        page.Append("</header>\n");
        for (int i = 0; i < comparison.Variants.Count; i++)
            VariantPart.Append(page, comparison, comparison.Variants[i], report.Reasons.ElementAtOrDefault(i), i + 1);
        string[] notes = [.. comparison.Notes, .. ComparisonWords.Adjusted(comparison) is { } adjusted ? (string[])[adjusted] : []];
        page.Append("<footer>").Append(string.Concat(notes.Select(note => $"{ReportText.Of(note)}<br/>")))
            .Append("Made by Heed. Differences are B less A; bands are intervals of one metric alone. Errors count as not passed.</footer>\n");
        return ReportPage.Of(title, page);
    }

    private static void Gates(StringBuilder page, RunComparison comparison)
    {
        if (comparison.Gates.Count == 0) return;
        page.Append("<ul class=\"gates\" aria-label=\"Gates\">\n");
        foreach (GateResult gate in comparison.Gates)
            page.Append($"<li class=\"{(gate.Met ? "pass" : "fail")}\"><span class=\"badge\">")
                .Append($"<span aria-hidden=\"true\">{(gate.Met ? "✓" : "✗")}</span> gate {(gate.Met ? "met" : "not met")}")
                .Append($"</span> <code>{ReportText.Of(gate.Gate.Text)}</code> {ReportText.Of(ComparisonWords.Value(gate))}")
                .Append(comparison.Variants.Count > 1 ? $" <span class=\"metric\">{ReportText.Of(gate.Variant.B.Name)}</span>" : "").Append("</li>\n");
        page.Append("</ul>\n");
    }
}
