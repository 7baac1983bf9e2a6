using System.Text;
using Heed.Prompts.Outputs;
using Heed.Prompts.Outputs.Report;
using Heed.Prompts.Runs;
using Heed.Prompts.Versions.Diffs;

namespace Heed.Prompts.Comparisons.Reports.Page;

/// <summary>Cases that changed, by kind; opened, both outputs and prompts with their words compared.</summary>
internal static class ChangedCases
{
    // Longer texts are shown as they are: what is compared word by word nobody reads at that length.
    private const int MostCompared = 20_000, Beginning = 160;

    public static void Append(StringBuilder page, VariantComparison variant)
    {
        foreach (IGrouping<CaseChange, ChangedCase> kind in variant.Changes.GroupBy(changed => changed.Change))
        {
            string name = kind.Key switch { CaseChange.Regressed => "fail", CaseChange.Improved => "pass", _ => "error" };
            page.Append($"<h3 class=\"{name}\"><span class=\"badge\">{ReportText.Of(ComparisonWords.Change(kind.Key))}: {kind.Count()}</span></h3>\n")
                .Append("<div class=\"changes\">\n");
            foreach (ChangedCase changed in kind) Case(page, changed);
            page.Append("</div>\n");
        }
    }

    private static void Case(StringBuilder page, ChangedCase changed)
    {
        (RunRow a, RunRow b) = (changed.Case.A[0], changed.Case.B[0]);
        page.Append($"<details><summary><span class=\"about\">{ReportText.Of(Cut(ComparisonWords.Name(changed.Case.Case)))}</span> ")
            .Append($"<span class=\"score\">{ReportText.Score(changed.ScoreA)} → {ReportText.Score(changed.ScoreB)}</span> ")
            .Append($"<span class=\"said\">{ReportText.Of(Cut(Shown(a)))} → {ReportText.Of(Cut(Shown(b)))}</span></summary>\n<div class=\"inside\">");
        int repeats = Math.Max(changed.Case.A.Count, changed.Case.B.Count);
        if (repeats > 1) page.Append($"<p class=\"facts\">The first of {repeats} repeats.</p>");
        page.Append("<div class=\"sides\">");
        Side(page, "A", a);
        Side(page, "B", b);
        page.Append("</div>");
        if (Shown(a) != Shown(b)) Compared(page, "Output, from A to B", Shown(a), Shown(b));
        if (a.Prompt == b.Prompt) page.Append($"<h4>Prompt of both</h4><pre tabindex=\"0\">{ReportText.Of(a.Prompt)}</pre>");
        else Compared(page, "Prompt, from A to B", a.Prompt, b.Prompt);
        page.Append("</div></details>\n");
    }

    private static void Side(StringBuilder page, string side, RunRow row)
    {
        (string kind, string mark, string word) = ReportCell.Mark(row.Failure);
        page.Append($"<div class=\"{kind}\"><h4>{side} <span class=\"badge\"><span aria-hidden=\"true\">{mark}</span> {word}</span></h4><pre tabindex=\"0\">")
            .Append(Shown(row).Length == 0 ? "<em>empty</em>" : ReportText.Of(Shown(row))).Append("</pre>");
        if (row.Failure == FailureReason.Assertion && row.Reason.Length > 0) page.Append($"<p class=\"facts\">{ReportText.Of(row.Reason)}</p>");
        page.Append("</div>");
    }

    private static void Compared(StringBuilder page, string name, string old, string @new)
    {
        page.Append($"<h4>{name}</h4><pre tabindex=\"0\" class=\"diff\">");
        foreach (DiffPart part in old.Length + @new.Length > MostCompared ? [new(DiffKind.Removed, old + "\n"), new(DiffKind.Added, @new)]
            : TextDiff.Words(old, @new))
            page.Append(part.Kind switch
            {
                DiffKind.Removed => $"<del>{ReportText.Of(part.Text)}</del>",
                DiffKind.Added => $"<ins>{ReportText.Of(part.Text)}</ins>", _ => ReportText.Of(part.Text),
            });
        page.Append("</pre>");
    }

    private static string Shown(RunRow row) => row.Failure == FailureReason.Error ? row.Error ?? row.Reason : ShownCell.Output(row);

    private static string Cut(string text) => text.Length <= Beginning ? text
        : text[..(char.IsHighSurrogate(text[Beginning - 1]) ? Beginning - 1 : Beginning)] + "…";
}
