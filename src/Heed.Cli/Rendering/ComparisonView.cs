using System.Globalization;
using Heed.Prompts.Comparisons;
using Heed.Prompts.Comparisons.Reports;
using Heed.Prompts.Outputs;
using Heed.Prompts.Plans;
using Heed.Prompts.Runs;
using Spectre.Console;

namespace Heed.Cli.Rendering;

/// <summary>What <c>heed compare</c> prints for people: each variant beside its base, by metric and by case.</summary>
internal static class ComparisonView
{
    /// <summary>Writes it.</summary>
    /// <param name="console">Where to.</param>
    /// <param name="comparison">The comparison.</param>
    /// <param name="most">Most cases of a kind of change.</param>
    public static void Write(IAnsiConsole console, RunComparison comparison, int most)
    {
        foreach (VariantComparison variant in comparison.Variants) Write(console, variant, comparison.Options, most);
        foreach (string note in comparison.Notes) Note(console, note);
        if (ComparisonWords.Adjusted(comparison) is { } adjusted) console.WriteLine(adjusted);
        foreach (GateResult gate in comparison.Gates) Gate(console, gate, comparison.Variants.Count > 1);
    }

    private static void Write(IAnsiConsole console, VariantComparison variant, ComparisonOptions options, int most)
    {
        Side(console, "A", variant.A);
        Side(console, "B", variant.B);
        console.WriteLine(ComparisonWords.Cases(variant));
        Only(console, "A", variant.OnlyA, most);
        Only(console, "B", variant.OnlyB, most);
        console.WriteLine();
        Metrics(console, variant, options);
        Changes(console, variant, most);
        foreach (string note in variant.Notes) Note(console, note);
        console.WriteLine();
    }

    private static void Side(IAnsiConsole console, string side, ComparedVariant variant)
        => console.MarkupLine($"[bold]{side}[/]  {Markup.Escape(TerminalText.Line(variant.Name, 160))}  "
            + $"[dim]{Markup.Escape(TerminalText.Line(variant.Run.Id, 80))}[/]");

    private static void Only(IAnsiConsole console, string side, IReadOnlyList<PlannedCase> cases, int most)
    {
        if (cases.Count == 0) return;
        string more = cases.Count > most ? $"; and {cases.Count - most} more" : "";
        console.WriteLine($"only {side} has, left out: {string.Join("; ", cases.Take(most).Select(Name))}{more}");
    }

    private static void Metrics(IAnsiConsole console, VariantComparison variant, ComparisonOptions options)
    {
        var table = new Table { Border = TableBorder.Simple };
        foreach (string head in ComparisonWords.Heads(options)) table.AddColumn(new TableColumn(head) { NoWrap = head != "verdict" });
        foreach (int column in (int[])[1, 2, 3, 4, 5, 6]) table.Columns[column].RightAligned();
        foreach (MetricComparison metric in variant.Metrics)
            table.AddRow([.. ComparisonWords.Cells(metric).Select((cell, column) => column == 7 ? Verdict(metric, cell)
                : Markup.Escape(TerminalText.Line(cell, 40)))]);
        console.Write(table);
        if (ComparisonWords.Passes(variant) is { } passes) console.WriteLine(passes);
        console.WriteLine();
    }

    private static string Verdict(MetricComparison metric, string words) => metric.Verdict switch
    {
        Preference.Better => $"[green]{words}[/]", Preference.Worse => $"[red]{words}[/]", _ => words,
    };

    private static void Changes(IAnsiConsole console, VariantComparison variant, int most)
    {
        foreach (IGrouping<CaseChange, ChangedCase> kind in variant.Changes.GroupBy(changed => changed.Change))
        {
            string style = kind.Key switch { CaseChange.Regressed => "red", CaseChange.Improved => "green", _ => "yellow" };
            console.MarkupLine($"[{style}]{ComparisonWords.Change(kind.Key)}: {kind.Count()}[/]");
            foreach (ChangedCase changed in kind.Take(most))
            {
                console.WriteLine($"  {Name(changed.Case.Case)}");
                Row(console, "A", changed.Case.A[0], changed.ScoreA);
                Row(console, "B", changed.Case.B[0], changed.ScoreB);
            }
            if (kind.Count() > most) console.WriteLine($"  and {kind.Count() - most} more; --cases N shows more, --json all");
        }
    }

    private static void Row(IAnsiConsole console, string side, RunRow row, double score)
    {
        string shown = row.Failure == FailureReason.Error ? row.Error ?? row.Reason : ShownCell.Output(row);
        string reason = row.Failure == FailureReason.Assertion && row.Reason.Length > 0 ? $"  ({TerminalText.Line(row.Reason, 80)})" : "";
        console.WriteLine($"    {side} {ShownCell.Tag(row)} {score.ToString("0.00", CultureInfo.InvariantCulture)}  {TerminalText.Line(shown, 80)}{reason}");
    }

    private static string Name(PlannedCase test) => TerminalText.Line(ComparisonWords.Name(test), 90);

    private static void Note(IAnsiConsole console, string note) => console.MarkupLine($"[dim]{Markup.Escape(TerminalText.Of(note))}[/]");

    private static void Gate(IAnsiConsole console, GateResult gate, bool several)
    {
        string text = Markup.Escape(TerminalText.Line(gate.Gate.Text, 120)), which = several
            ? $" ({Markup.Escape(TerminalText.Line(gate.Variant.B.Name, 80))})" : "";
        string value = ComparisonWords.Value(gate);
        console.MarkupLine(gate.Met ? $"[green]gate met[/]: {text}: {value}{which}" : $"[red]gate NOT met[/]: {text}: {value}{which}");
    }
}
