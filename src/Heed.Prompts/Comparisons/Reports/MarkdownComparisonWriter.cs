using Heed.Prompts.Outputs;
using Heed.Prompts.Reasons;
using Heed.Prompts.Runs;

namespace Heed.Prompts.Comparisons.Reports;

/// <summary><c>*.md</c>: the short form for pull requests: gates, metrics, the first changed cases of a kind, and why.</summary>
public sealed class MarkdownComparisonWriter : IComparisonWriter
{
    private const int MostCases = 10, MostHeads = 5;

    /// <inheritdoc/>
    public string Names => "*.md";

    /// <inheritdoc/>
    public bool IsFor(string path) => ResultFile.Ends(path, ".md", ".markdown");

    /// <inheritdoc/>
    public void Write(ComparisonReport report, string path) => ResultFile.WriteText(path, text => Write(report, text));

    private static void Write(ComparisonReport report, TextWriter text)
    {
        RunComparison comparison = report.Comparison;
        foreach (GateResult gate in comparison.Gates)
            text.Write($"- {(gate.Met ? "✅ gate met" : "❌ **gate not met**")}: {MarkdownText.Of(gate.Gate.Text)}: "
                + $"{MarkdownText.Of(ComparisonWords.Value(gate))}"
                + (comparison.Variants.Count > 1 ? $" ({MarkdownText.Of(gate.Variant.B.Name)})" : "") + "\n");
        if (comparison.Gates.Count > 0) text.Write("\n");
        for (int i = 0; i < comparison.Variants.Count; i++) Variant(text, comparison, comparison.Variants[i], report.Reasons.ElementAtOrDefault(i));
        foreach (string note in comparison.Notes) text.Write($"{MarkdownText.Of(note, 1000)}\n\n");
        if (ComparisonWords.Adjusted(comparison) is { } adjusted) text.Write($"{adjusted}\n\n");
    }

    private static void Variant(TextWriter text, RunComparison comparison, VariantComparison variant, VariantReason? reason)
    {
        text.Write($"### {MarkdownText.Of(variant.B.Name)} beside {MarkdownText.Of(variant.A.Name)}\n\n");
        text.Write($"A: {MarkdownText.Of(variant.A.Run.Id)}, B: {MarkdownText.Of(variant.B.Run.Id)}, {ComparisonWords.Cases(variant)}"
            + (variant.OnlyA.Count + variant.OnlyB.Count > 0 ? $"; left out: {variant.OnlyA.Count} only of A, {variant.OnlyB.Count} only of B" : "") + "\n\n");
        Line(ComparisonWords.Heads(comparison.Options));
        Line(ComparisonWords.Heads(comparison.Options).Select((_, column) => column is > 0 and < 7 ? "--:" : "---"));
        foreach (MetricComparison metric in variant.Metrics)
            Line(ComparisonWords.Cells(metric).Select((cell, column) => column == 7 && metric.Verdict is (Preference.Better or Preference.Worse)
                ? $"**{cell}**" : MarkdownText.Of(cell)));
        text.Write("\n");
        if (ComparisonWords.Passes(variant) is { } passes) text.Write($"{passes}\n\n");
        foreach (IGrouping<CaseChange, ChangedCase> kind in variant.Changes.GroupBy(changed => changed.Change)) Changes(text, kind);
        if (reason is not null) Why(text, reason);
        foreach (string note in variant.Notes) text.Write($"{MarkdownText.Of(note, 1000)}\n\n");

        void Line(IEnumerable<string> cells) => text.Write($"| {string.Join(" | ", cells)} |\n");
    }

    private static void Changes(TextWriter text, IGrouping<CaseChange, ChangedCase> kind)
    {
        text.Write($"<details><summary>{ComparisonWords.Change(kind.Key)}: {kind.Count()}</summary>\n\n| case | A | B |\n| --- | --- | --- |\n");
        foreach (ChangedCase changed in kind.Take(MostCases))
            text.Write($"| {MarkdownText.Of(ComparisonWords.Name(changed.Case.Case), 100)} | {Shown(changed.Case.A[0])} | {Shown(changed.Case.B[0])} |\n");
        if (kind.Count() > MostCases) text.Write($"\nand {kind.Count() - MostCases} more\n");
        text.Write("\n</details>\n\n");
    }

    private static string Shown(RunRow row) => MarkdownText.Of(row.Failure == FailureReason.Error ? row.Error ?? row.Reason : ShownCell.Output(row), 120);

    private static void Why(TextWriter text, VariantReason reason)
    {
        if (reason.Cases.Count > 0)
        {
            text.Write($"**Why.** {MarkdownText.Of(string.Join(' ', ReasonWords.Found(reason)), 1000)} {ReasonWords.Moved(reason)}\n\n");
            foreach (ReasonHead head in reason.Heads.Take(MostHeads)) text.Write($"- {ReasonWords.Head(head)}\n");
            text.Write("\n");
        }
        foreach (string passed in ReasonWords.PassedOver(reason)) text.Write($"{MarkdownText.Of(passed, 500)}\n\n");
    }
}
