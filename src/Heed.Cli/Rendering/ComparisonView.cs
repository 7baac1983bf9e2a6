using System.Globalization;
using Heed.Prompts.Comparisons;
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
        if (comparison.Variants.Sum(variant => variant.Metrics.Count(metric => metric.P is not null && metric.Metric.IsQuality)) is var tests and > 1)
            console.WriteLine($"p is adjusted after Holm for {tests} tests (latency apart).");
        foreach (GateResult gate in comparison.Gates) Gate(console, gate, comparison.Variants.Count > 1);
    }

    private static void Write(IAnsiConsole console, VariantComparison variant, ComparisonOptions options, int most)
    {
        Side(console, "A", variant.A);
        Side(console, "B", variant.B);
        console.WriteLine(variant.Cases.Count == 1 ? "1 case of both" : $"{variant.Cases.Count} cases of both");
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
        string interval = string.Create(CultureInfo.InvariantCulture, $"{100 * options.Confidence:0.##} % interval");
        foreach (string head in (string[])["metric", "cases", "A", "B", "B − A", interval, "p", "verdict"])
            table.AddColumn(new TableColumn(head) { NoWrap = head != "verdict" });
        foreach (int column in (int[])[1, 2, 3, 4, 5, 6]) table.Columns[column].RightAligned();
        foreach (MetricComparison metric in variant.Metrics)
            table.AddRow(
                Markup.Escape(TerminalText.Line(metric.Metric.Name, 40)), $"{metric.Cases}", Number(metric, metric.MeanA), Number(metric, metric.MeanB),
                metric.Cases == 0 ? "–" : Signed(metric, metric.Delta),
                metric.Interval is { } bounds ? $"{Signed(metric, bounds.Low)} … {Signed(metric, bounds.High)}" : "–", P(metric), Verdict(metric));
        console.Write(table);
        if (variant.Main.Table is { } passes)
            console.WriteLine($"passes: both {passes.Both} · only A {passes.OnlyA} · only B {passes.OnlyB} · neither {passes.Neither}");
        console.WriteLine();
    }

    private static string Verdict(MetricComparison metric) => metric.Verdict switch
    {
        Preference.Better => "[green]B is better[/]",
        Preference.Worse => "[red]B is worse[/]",
        Preference.NeedsOneRun => "two runs, two moments: no verdict",
        _ => (metric.Verdict == Preference.TooFew ? $"too few for a verdict" : "inconclusive") + Needed(metric),
    };

    private static string Needed(MetricComparison metric) => metric.CasesNeeded is { } cases ? $"; as large a difference would need about {cases} cases"
        : metric.Detectable is { } least ? $"; so many cases show a difference from {Number(metric, least)} on" : "";

    private static void Changes(IAnsiConsole console, VariantComparison variant, int most)
    {
        foreach (IGrouping<CaseChange, ChangedCase> kind in variant.Changes.GroupBy(changed => changed.Change))
        {
            (string word, string style) = kind.Key switch
            {
                CaseChange.Regressed => ("passed with A, not with B", "red"),
                CaseChange.Improved => ("passes with B, not with A", "green"),
                CaseChange.ScoreFell => ("lower score with B", "yellow"),
                _ => ("higher score with B", "yellow"),
            };
            console.MarkupLine($"[{style}]{word}: {kind.Count()}[/]");
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

    private static string Name(PlannedCase test)
        => $"test {test.Index + 1}" + (test.Description is { Length: > 0 } about ? $" {TerminalText.Line(about, 60)}"
            : test.Vars.Count == 0 ? ""
                : $" ({TerminalText.Line(string.Join(", ", test.Vars.Select(pair => $"{pair.Key}: {ShownValue.Of(pair.Value)}")), 80)})");

    private static void Note(IAnsiConsole console, string note) => console.MarkupLine($"[dim]{Markup.Escape(TerminalText.Of(note))}[/]");

    private static void Gate(IAnsiConsole console, GateResult gate, bool several)
    {
        string text = Markup.Escape(TerminalText.Line(gate.Gate.Text, 120)), which = several
            ? $" ({Markup.Escape(TerminalText.Line(gate.Variant.B.Name, 80))})" : "";
        string value = gate.Value is { } number ? number.ToString("+0.####;-0.####;0", CultureInfo.InvariantCulture) : gate.Reason;
        console.MarkupLine(gate.Met ? $"[green]gate met[/]: {text}: {value}{which}" : $"[red]gate NOT met[/]: {text}: {value}{which}");
    }

    private static string P(MetricComparison metric)
        => metric.P is not { } p ? "–" : Short(p) + (metric.AdjustedP is { } adjusted && adjusted != p ? $" (adjusted {Short(adjusted)})" : "");

    private static string Short(double p) => p < 0.0001 ? "<0.0001" : p.ToString("0.0###", CultureInfo.InvariantCulture);

    private static string Number(MetricComparison metric, double value)
        => metric.Cases == 0 ? "–" : metric.Metric is LatencyMetric ? value.ToString("0.0", CultureInfo.InvariantCulture) + " ms"
            : value.ToString("0.000", CultureInfo.InvariantCulture);

    private static string Signed(MetricComparison metric, double value)
        => value.ToString(metric.Metric is LatencyMetric ? "+0.0;-0.0;0.0" : "+0.000;-0.000;0.000", CultureInfo.InvariantCulture)
            + (metric.Metric is LatencyMetric ? " ms" : "");
}
