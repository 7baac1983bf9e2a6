using System.Globalization;
using Heed.Prompts.Outputs;
using Heed.Prompts.Plans;

namespace Heed.Prompts.Comparisons.Reports;

/// <summary>A comparison's numbers and verdicts in words, the same in the console, on pages and in files. Texts of files in them are as they are: whoever
/// shows them escapes.</summary>
public static class ComparisonWords
{
    /// <summary>What <see cref="VariantComparison.Metrics"/> are tabled under.</summary>
    public static IReadOnlyList<string> Heads(ComparisonOptions options)
        => ["metric", "cases", "A", "B", "B − A", string.Create(CultureInfo.InvariantCulture, $"{100 * options.Confidence:0.##} % interval"), "p", "verdict"];

    /// <summary>A metric under <see cref="Heads"/>.</summary>
    public static IReadOnlyList<string> Cells(MetricComparison metric) =>
    [
        metric.Metric.Name, $"{metric.Cases}", Number(metric, metric.MeanA), Number(metric, metric.MeanB), metric.Cases == 0 ? "–"
            : Signed(metric, metric.Delta),
        metric.Interval is { } bounds ? $"{Signed(metric, bounds.Low)} … {Signed(metric, bounds.High)}" : "–", P(metric), Verdict(metric),
    ];

    /// <summary>A mean; milliseconds for latency.</summary>
    public static string Number(MetricComparison metric, double value)
        => metric.Cases == 0 ? "–" : metric.Metric is LatencyMetric ? value.ToString("0.0", CultureInfo.InvariantCulture) + " ms"
            : value.ToString("0.000", CultureInfo.InvariantCulture);

    /// <summary>A difference, with its sign.</summary>
    public static string Signed(MetricComparison metric, double value)
        => value.ToString(metric.Metric is LatencyMetric ? "+0.0;-0.0;0.0" : "+0.000;-0.000;0.000", CultureInfo.InvariantCulture)
            + (metric.Metric is LatencyMetric ? " ms" : "");

    /// <summary>p, and after it the adjusted one where it is another.</summary>
    public static string P(MetricComparison metric)
        => metric.P is not { } p ? "–" : Short(p) + (metric.AdjustedP is { } adjusted && adjusted != p ? $" (adjusted {Short(adjusted)})" : "");

    /// <summary>The verdict, and where there is none how many cases one would need.</summary>
    public static string Verdict(MetricComparison metric) => metric.Verdict switch
    {
        Preference.Better => "B is better",
        Preference.Worse => "B is worse",
        Preference.NeedsOneRun => "two runs, two moments: no verdict",
        _ => (metric.Verdict == Preference.TooFew ? "too few for a verdict" : "inconclusive") + Needed(metric),
    };

    /// <summary>What a kind of change is called.</summary>
    public static string Change(CaseChange change) => change switch
    {
        CaseChange.Regressed => "passed with A, not with B", CaseChange.Improved => "passes with B, not with A",
        CaseChange.ScoreFell => "lower score with B", _ => "higher score with B",
    };

    /// <summary>How many cases both, one or neither pass; null where that was not compared.</summary>
    public static string? Passes(VariantComparison variant) => variant.Main.Table is { } passes
        ? $"passes: both {passes.Both} · only A {passes.OnlyA} · only B {passes.OnlyB} · neither {passes.Neither}" : null;

    /// <summary>Which p were adjusted together; null where there is one at most.</summary>
    public static string? Adjusted(RunComparison comparison)
        => comparison.Variants.Sum(variant => variant.Metrics.Count(metric => metric.P is not null && metric.Metric.IsQuality)) is var tests and > 1
            ? $"p is adjusted after Holm for {tests} tests (latency apart)." : null;

    /// <summary>The number a gate was held to, or why there is none.</summary>
    public static string Value(GateResult gate) => gate.Value is { } number ? number.ToString("+0.####;-0.####;0", CultureInfo.InvariantCulture) : gate.Reason;

    /// <summary>How many cases both have.</summary>
    public static string Cases(VariantComparison variant) => variant.Cases.Count == 1 ? "1 case of both" : $"{variant.Cases.Count} cases of both";

    /// <summary>A case: its number, and its description or its variables.</summary>
    public static string Name(PlannedCase test) => $"test {test.Index + 1}" + (test.Description is { Length: > 0 } about ? $" {about}"
        : test.Vars.Count == 0 ? "" : $" ({string.Join(", ", test.Vars.Select(pair => $"{pair.Key}: {ShownValue.Of(pair.Value)}"))})");

    private static string Needed(MetricComparison metric) => metric.CasesNeeded is { } cases ? $"; as large a difference would need about {cases} cases"
        : metric.Detectable is { } least ? $"; so many cases show a difference from {Number(metric, least)} on" : "";

    private static string Short(double p) => p < 0.0001 ? "<0.0001" : p.ToString("0.0###", CultureInfo.InvariantCulture);
}
