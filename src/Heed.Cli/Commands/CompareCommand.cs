using System.CommandLine;
using Heed.Cli.Rendering;
using Heed.Prompts.Answers;
using Heed.Prompts.Comparisons;
using Heed.Prompts.Comparisons.Reports;
using Heed.Prompts.Reasons;
using Heed.Prompts.Runs;
using Heed.Prompts.Stores;
using Spectre.Console;

namespace Heed.Cli.Commands;

/// <summary><c>heed compare RUN RUN [RUN…]</c>: variants on the same cases, with what chance allows for.</summary>
internal static class CompareCommand
{
    /// <summary>When a gate is not met.</summary>
    private const int GateFailed = 100;

    public static Command Create()
    {
        var names = new Argument<string[]>("run")
        {
            Description = "Results as 'heed eval -o results.json' or promptfoo writes them, or a run's id. The first is the base. "
                + "A single one has its columns compared.",
            Arity = ArgumentArity.OneOrMore,
        };
        var gates = new Option<string[]>("--gate")
        {
            Description = "What every other must hold to, or the exit code is 100: \"pass-rate >= -0.02\" (of the difference as seen), "
                + "\"lower(score) >= 0\" (of its interval's bound); may come several times.",
            DefaultValueFactory = _ => [],
        };
        var metrics = new Option<string[]>("--metric")
        {
            Description = "pass-rate, score, latency, or a metric of assertions; may come several times. All where left out.", DefaultValueFactory = _ => [],
        };
        var confidence = new Option<double>("--confidence") { Description = "Of intervals and verdicts.", DefaultValueFactory = _ => 0.95 };
        var seed = new Option<ulong>("--seed") { Description = "The draws follow from it.", DefaultValueFactory = _ => 0 };
        var cases = new Option<int>("--cases") { Description = "Most changed cases shown of a kind.", DefaultValueFactory = _ => 10 };
        var json = new Option<bool>("--json") { Description = "Print JSON." };
        var output = new Option<string[]>("--output", "-o")
        {
            Description = "A file for the comparison, by its name: .html (a page), .json (what --json prints), .md (short, for pull requests); may come "
                + "several times.",
            DefaultValueFactory = _ => [],
        };
        var noWhy = new Option<bool>("--no-why") { Description = "Do not look into the model for why changed cases changed." };
        var store = new StoreOptions();
        var noColor = new Option<bool>("--no-color") { Description = "Print without colours." };
        var command = new Command("compare", "Compare runs case by case: differences with intervals, a verdict, and what changed.")
        {
            names, output, gates, metrics, confidence, seed, cases, noWhy, store.Store, json, noColor,
        };
        command.SetAction((result, cancellation) => Task.Run(() =>
        {
            string[] chosen = result.GetValue(metrics)!;
            if (result.GetValue(cases) < 0) throw new HeedException($"cases: expected a count of at least 0; got {result.GetValue(cases)}.");
            // A wrong name is told before the work.
            foreach (string path in result.GetValue(output)!) ComparisonWriters.For(path);
            var options = new ComparisonOptions
            {
                Gates = [.. result.GetValue(gates)!.Select(Gate.Parse)], Metrics = chosen.Length == 0 ? null : chosen, Seed = result.GetValue(seed),
                Confidence = result.GetValue(confidence),
            };
            var runs = new RunFolder(Path.Combine(PromptStores.Folder(result.GetValue(store.Store)!), "runs"));
            EvalRun[] found = [.. result.GetValue(names)!.Select(name => NamedRun.Find(name, runs))];
            RunComparison comparison = found.Length == 1 ? RunComparison.OfColumns(found[0], options, cancellation)
                : RunComparison.Of(found, options, cancellation);
            var report = new ComparisonReport(comparison, result.GetValue(noWhy) ? [] : Why(comparison, cancellation));
            foreach (string path in result.GetValue(output)!) ComparisonWriters.Write(report, path);
            if (result.GetValue(json)) CompareJson.Write(report);
            else Print(Terminal.Create(result.GetValue(noColor)), report, result.GetValue(cases));
            foreach (string path in result.GetValue(output)!) Console.Error.WriteLine($"heed: written: {path}");
            return comparison.Gates.All(gate => gate.Met) ? 0 : GateFailed;
        }, cancellation));
        return command;
    }

    private static void Print(IAnsiConsole console, ComparisonReport report, int cases)
    {
        ComparisonView.Write(console, report.Comparison, cases);
        for (int i = 0; i < report.Reasons.Count; i++) ReasonView.Write(console, report.Comparison.Variants[i], report.Reasons[i], cases);
    }

    private static List<VariantReason> Why(RunComparison comparison, CancellationToken cancellation)
    {
        using var models = new LocalModels(BuiltInModels.Find, BuiltInModels.Encoder);
        using var progress = new CountLine("cases looked into");
        return [.. comparison.Variants.Select(variant => VariantReason.Of(
            variant.Changes.Select(changed => (changed.Case.A[0], changed.Case.B[0])), models, progress, cancellation))];
    }
}
