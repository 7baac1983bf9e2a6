using System.Globalization;
using System.Text;
using Heed.Prompts.Answers;
using Heed.Prompts.Runs;

namespace Heed.Prompts.Outputs.Report;

/// <summary>A cell: whether it passed, its score and the beginning of its output; opened, everything that is known of it.</summary>
internal static class ReportCell
{
    public static void Append(StringBuilder page, RunRow row)
    {
        (string kind, string mark, string word) = Mark(row.Failure);
        string output = ShownCell.Output(row), shown = row.Failure == FailureReason.Error ? row.Error ?? row.Reason : output;
        page.Append($"<td class=\"{kind}\"><details><summary><span class=\"badge\"><span aria-hidden=\"true\">{mark}</span> {word}</span> ")
            .Append($"<span class=\"score\">{ReportText.Score(row.Score)}</span>");
        foreach ((string name, double score) in row.NamedScores) page.Append($" <span class=\"metric\">{ReportText.Of(name)} {ReportText.Score(score)}</span>");
        page.Append($"<span class=\"text\">{ReportText.Of(Beginning(shown))}</span>");
        if (row.Failure == FailureReason.Assertion) page.Append($"<span class=\"reason\">{ReportText.Of(Beginning(row.Reason))}</span>");
        page.Append("</summary>\n<div class=\"inside\">");
        if (row.Error is not null) Block(page, "Error", row.Error);
        if (row.Answer is not null || output.Length > 0) Block(page, "Output", output);
        ReportAssertions.Append(page, row);
        page.Append($"<details class=\"prompt\"><summary>Prompt</summary><pre tabindex=\"0\">{ReportText.Of(row.Prompt)}</pre></details>");
        Facts(page, row);
        page.Append("</div></details></td>");
    }

    /// <summary>How a row's outcome is shown: the class of its colours, its mark and its word.</summary>
    public static (string Kind, string Mark, string Word) Mark(FailureReason failure) => failure switch
    {
        FailureReason.None => ("pass", "✓", "Pass"), FailureReason.Assertion => ("fail", "✗", "Fail"), _ => ("error", "!", "Error"),
    };

    private static void Block(StringBuilder page, string name, string text)
        => page.Append($"<h3>{name}</h3><pre tabindex=\"0\">{(text.Length == 0 ? "<em>empty</em>" : ReportText.Of(text))}</pre>");

    private static void Facts(StringBuilder page, RunRow row)
    {
        var facts = new List<string> { ReportText.Milliseconds(row.LatencyMs) };
        if (row.Answer is { } answer)
        {
            if (answer.Cached) facts.Add("from the cache");
            if (answer.PromptTokens.Count > 0) facts.Add($"{ReportText.Count(answer.PromptTokens.Count, "token")} in, {answer.Tokens.Count} out");
            if (answer.FinishReason is { } finish) facts.Add($"ended by {finish}");
            if (answer.LogProbabilities.Count > 0) facts.Add($"log-probability {Sum(answer)}");
        }
        if (row.PromptVersion is { } version) facts.Add($"version {(version.Length > 12 ? version[..12] : version)}");
        if (row.TraceId is { } trace) facts.Add($"trace {trace}");
        page.Append($"<p class=\"facts\">{ReportText.Of(string.Join(" · ", facts))}</p>");
    }

    private static string Sum(Answer answer) => answer.LogProbabilities.Sum().ToString("0.00", CultureInfo.InvariantCulture);

    // As in the console: 250 characters, a pair of surrogates kept together.
    private static string Beginning(string text)
        => text.Length <= 250 ? text : text[..(char.IsHighSurrogate(text[249]) ? 249 : 250)] + "…";
}
