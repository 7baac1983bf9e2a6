using System.Text;
using Heed.Lens.Views;
using Heed.Prompts.Outputs.Report;
using Heed.Prompts.Plans;
using Heed.Prompts.Reasons;
using Heed.Prompts.Statistics;

namespace Heed.Prompts.Comparisons.Reports.Page;

/// <summary>A variant beside its base: the verdict, metrics, passes, why, and the cases that changed.</summary>
internal static class VariantPart
{
    public static void Append(StringBuilder page, RunComparison comparison, VariantComparison variant, VariantReason? reason, int number)
    {
        page.Append($"<section aria-labelledby=\"variant-{number}\">\n<h2 id=\"variant-{number}\">{ReportText.Of(variant.B.Name)} <span "
            + $"class=\"metric\">beside</span> ")
            .Append($"{ReportText.Of(variant.A.Name)}</h2>\n");
        Sides(page, variant);
        Verdict(page, variant);
        Metrics(page, comparison.Options, variant);
        if (variant.Main.Table is { } passes) Passes(page, passes);
        if (variant.Notes.Count > 0)
            page.Append($"<ul class=\"notes\">{string.Concat(variant.Notes.Select(note => $"<li>{ReportText.Of(note)}</li>"))}</ul>\n");
        Only(page, "A", variant.OnlyA);
        Only(page, "B", variant.OnlyB);
        if (reason is not null) ReasonPart.Append(page, reason);
        ChangedCases.Append(page, variant);
        page.Append("</section>\n");
    }

    private static void Sides(StringBuilder page, VariantComparison variant)
    {
        page.Append("<p class=\"facts\">").Append(ReportText.Of(ComparisonWords.Cases(variant)));
        foreach ((string side, ComparedVariant one) in (IEnumerable<(string, ComparedVariant)>)[("A", variant.A), ("B", variant.B)])
            page.Append($" · <strong>{side}</strong> {ReportText.Of(one.Name)}, {ReportText.Of(one.Run.Id)}");
        page.Append("</p>\n");
    }

    private static void Verdict(StringBuilder page, VariantComparison variant)
    {
        MetricComparison main = variant.Main;
        string kind = main.Verdict switch { Preference.Better => "pass", Preference.Worse => "fail", _ => "open" };
        page.Append($"<p class=\"verdict {kind}\"><strong class=\"badge\">{ReportText.Of(ComparisonWords.Verdict(main))}</strong> ");
        if (main.Cases > 0)
            page.Append(ReportText.Of($"{main.Metric.Name} {ComparisonWords.Number(main, main.MeanA)} with A, "
                + $"{ComparisonWords.Number(main, main.MeanB)} with B"));
        page.Append("</p>\n");
    }

    private static void Metrics(StringBuilder page, ComparisonOptions options, VariantComparison variant)
    {
        IReadOnlyList<string> heads = ComparisonWords.Heads(options);
        page.Append("<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"Metrics\">\n<table class=\"summary\"><thead><tr>");
        for (int i = 0; i < heads.Count; i++)
            page.Append($"<th scope=\"col\"{(i is > 0 and < 7 ? " class=\"n\"" : "")}>{ReportText.Of(heads[i])}</th>{(i == 4 ? "<td></td>" : "")}");
        page.Append("</tr></thead>\n<tbody>\n");
        foreach (MetricComparison metric in variant.Metrics)
        {
            IReadOnlyList<string> cells = ComparisonWords.Cells(metric);
            page.Append($"<tr><th scope=\"row\" class=\"label\">{ReportText.Of(cells[0])}</th>");
            for (int i = 1; i < cells.Count; i++)
            {
                string kind = metric.Verdict switch { Preference.Better => "pass", Preference.Worse => "fail", _ => "open" };
                page.Append(i < 7 ? $"<td class=\"n\">{ReportText.Of(cells[i])}</td>"
                    : $"<td class=\"said {kind}\"><span class=\"badge\">{ReportText.Of(cells[i])}</span></td>");
                if (i == 4) page.Append($"<td>{SvgFile.Inline(new IntervalFigure(metric, Reach(variant, metric)))}</td>");
            }
            page.Append("</tr>\n");
        }
        page.Append("</tbody></table></div>\n");
    }

    // Shares and scores of a variant have one scale; milliseconds have their own.
    private static double Reach(VariantComparison variant, MetricComparison metric)
        => variant.Metrics.Where(one => one.Metric is LatencyMetric == metric.Metric is LatencyMetric)
            .SelectMany(one => (double[])[one.Delta, one.Interval?.Low ?? 0, one.Interval?.High ?? 0]).Where(double.IsFinite).Select(Math.Abs)
            .DefaultIfEmpty(0).Max();

    private static void Passes(StringBuilder page, PairedTable passes)
    {
        page.Append("<table class=\"passes\"><caption>Passes of the same cases</caption>\n")
            .Append("<thead><tr><td></td><th scope=\"col\">B passes</th><th scope=\"col\">B does not</th></tr></thead>\n<tbody>");
        page.Append($"<tr><th scope=\"row\">A passes</th><td>{passes.Both}</td><td{(passes.OnlyA > 0 ? " class=\"fail\"" : "")}>{passes.OnlyA}</td></tr>\n")
            .Append($"<tr><th scope=\"row\">A does not</th><td{(passes.OnlyB > 0 ? " class=\"pass\"" : "")}>{passes.OnlyB}</td>")
            .Append($"<td>{passes.Neither}</td></tr></tbody></table>\n");
    }

    private static void Only(StringBuilder page, string side, IReadOnlyList<PlannedCase> cases)
    {
        if (cases.Count == 0) return;
        page.Append($"<details class=\"more\"><summary>Only {side} has, left out: {ReportText.Count(cases.Count, "case")}</summary><ul class=\"notes\">")
            .Append(string.Concat(cases.Select(test => $"<li>{ReportText.Of(ComparisonWords.Name(test))}</li>"))).Append("</ul></details>\n");
    }
}
