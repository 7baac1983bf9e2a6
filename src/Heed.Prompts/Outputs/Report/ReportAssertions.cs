using System.Text;
using System.Text.Json;
using Heed.Prompts.Assertions;
using Heed.Prompts.Runs;

namespace Heed.Prompts.Outputs.Report;

/// <summary>What each assertion said of an answer, with its score and the numbers behind it.</summary>
internal static class ReportAssertions
{
    public static void Append(StringBuilder page, RunRow row)
    {
        if (row.Results.Count == 0)
        {
            if (row.Reason.Length > 0) page.Append($"<p class=\"facts\">{ReportText.Of(row.Reason)}</p>");
            return;
        }
        page.Append("<h3>Assertions</h3><ul class=\"assertions\">");
        foreach (AssertionResult result in row.Results) Item(page, result);
        page.Append("</ul>");
        if (row.Case.Threshold is { } threshold) page.Append($"<p class=\"facts\">Passes from a score of {ReportText.Score(threshold)}.</p>");
    }

    private static void Item(StringBuilder page, AssertionResult result)
    {
        (string kind, string mark, string word) = result.Verdict switch
        {
            Verdict.Pass => ("pass", "✓", "pass"),
            Verdict.Fail => ("fail", "✗", "fail"),
            Verdict.Error => ("error", "!", "error"),
            _ => ("error", "?", "unsupported"),
        };
        JsonElement value = result.Value.ValueKind == JsonValueKind.Undefined ? result.Assertion.Value : result.Value;
        page.Append($"<li class=\"{kind}\"><span class=\"badge\"><span aria-hidden=\"true\">{mark}</span> {word}</span> ")
            .Append($"<code>{ReportText.Of((result.Assertion.Not ? "not-" : "") + result.Assertion.Type)}</code> ");
        if (value.ValueKind != JsonValueKind.Undefined) page.Append($"<q>{ReportText.Of(ShownValue.Of(value))}</q> ");
        page.Append($"<span class=\"score\">{ReportText.Score(result.Score)}</span>");
        if (result.Assertion.Weight != 1) page.Append($" <span class=\"metric\">weight {ReportText.Score(result.Assertion.Weight)}</span>");
        if (result.Assertion.Threshold is { } threshold) page.Append($" <span class=\"metric\">threshold {ReportText.Score(threshold)}</span>");
        if (result.Metric is { } metric) page.Append($" <span class=\"metric\">{ReportText.Of(metric)}</span>");
        page.Append($"<span class=\"reason\">{ReportText.Of(result.Reason)}</span>");
        ReportDetails.Append(page, result.Details);
        if (result.Members.Count > 0)
        {
            page.Append("<ul class=\"assertions\">");
            foreach (AssertionResult member in result.Members) Item(page, member);
            page.Append("</ul>");
        }
        page.Append("</li>");
    }
}
