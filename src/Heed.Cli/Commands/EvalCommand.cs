using System.CommandLine;
using System.Globalization;
using Heed.Cli.Rendering;
using Heed.Prompts.Answers;
using Heed.Prompts.Configs;
using Heed.Prompts.Outputs;
using Heed.Prompts.Plans;
using Heed.Prompts.Runs;
using Heed.Prompts.Stores;
using Heed.Prompts.Traces;

namespace Heed.Cli.Commands;

/// <summary><c>heed eval</c>: runs the tests of a promptfoo configuration, or of a .prompt.yml, on models of this machine.</summary>
internal static class EvalCommand
{
    private const int FailedTests = 100;

    public static Command Create()
    {
        var asked = new EvalArguments();
        var command = new Command("eval", "Test prompts on local models: promptfoo configurations and GitHub's .prompt.yml, with assertions on the model's insides.");
        asked.AddTo(command);
        command.SetAction((result, cancellation) => Task.Run(() => Run(asked, result, cancellation), cancellation));
        return command;
    }

    private static int Run(EvalArguments asked, ParseResult result, CancellationToken cancellation)
    {
        EvalPlan plan = ConfigReader.Read(asked.Files(result), asked.Overrides(result));
        foreach (PlanWarning warning in plan.Warnings) Console.Error.WriteLine($"heed: {warning}");
        foreach (var ignored in plan.Columns.Where(column => column.Provider.Model is not null).SelectMany(column =>
            ModelParameters.Read(column.Provider.Config, column.Prompt.Config, column.Provider.Id).Ignored.Select(key => (column.Provider.Id, Key: key))).Distinct())
            Console.Error.WriteLine($"heed: provider {ignored.Id}: '{ignored.Key}' means nothing to a model of this machine and is passed over.");
        // A wrong name is told before the work.
        foreach (string path in plan.Settings.Outputs) ResultWriters.For(path);
        string store = result.GetValue(asked.Store.Store)!, folder = PromptStores.Folder(store);
        using var models = new LocalModels(BuiltInModels.Find, BuiltInModels.Encoder);
        using IPromptStore? kept = result.GetValue(asked.NoWrite) ? null : PromptStores.Open(store);
        var runs = new RunFolder(Path.Combine(folder, "runs"));
        string? resume = asked.Resume(result) is { } id ? runs.Unfinished(id) : null;
        EvalRun run;
        using (var progress = new CountLine("rows"))
        {
            var options = new EvalOptions
            {
                Concurrency = plan.Settings.MaxConcurrency ?? 1, DelayMs = plan.Settings.DelayMs ?? 0, TimeoutMs = plan.Settings.TimeoutMs, MaxTimeMs = plan.Settings.MaxEvalTimeMs,
                Cache = plan.Settings.Cache == false ? null : new AnswerCache(Path.Combine(folder, "cache")),
                Traces = kept, Redactor = kept is not null && result.GetValue(asked.Redact) ? new Redactor(kept.Salt()) : null, Tags = result.GetValue(asked.Tags) ?? [],
                Progress = state => progress.Report(state.Done),
            };
            run = new EvalRunner(models, options).Run(plan, kept is null ? null : runs, resume, cancellation);
        }
        foreach (var missing in run.Rows.SelectMany(row => row.Missing.Select(name => (row.Column.Prompt.Label, Name: name))).GroupBy(one => one))
            Console.Error.WriteLine($"heed: prompt '{TerminalText.Line(missing.Key.Label, 60)}': {{{{{missing.Key.Name}}}}} has no value in {missing.Count()} of its rows; nothing stands in its place.");
        foreach (string problem in ColumnSummary.Of(run).SelectMany(column => column.Derived.Problems).Distinct()) Console.Error.WriteLine($"heed: {problem}");
        if (kept is not null) ResultWriters.Write(run, runs.ResultsOf(run.Id));
        foreach (string path in plan.Settings.Outputs) ResultWriters.Write(run, path);
        return Shown(asked, result, run, kept is null ? null : folder);
    }

    private static int Shown(EvalArguments asked, ParseResult result, EvalRun run, string? folder)
    {
        if (result.GetValue(asked.Json)) EvalJson.Write(run);
        else EvalMatrix.Write(Terminal.Create(result.GetValue(asked.NoColor)), run, !result.GetValue(asked.NoTable));
        foreach (string path in run.Plan.Settings.Outputs) Console.Error.WriteLine($"heed: written: {path}");
        if (folder is not null) Console.Error.WriteLine($"heed: run {run.Id} is kept in {folder}; 'heed compare {run.Id}' compares its columns.");
        RunTotals totals = RunTotals.Of(run.Rows);
        return 100 * totals.PassRate < Number("PROMPTFOO_PASS_RATE_THRESHOLD", 100) ? (int)Number("PROMPTFOO_FAILED_TEST_EXIT_CODE", FailedTests) : 0;
    }

    // The names that pipelines set for promptfoo.
    private static double Number(string variable, double usual)
        => Environment.GetEnvironmentVariable(variable) is not { Length: > 0 } text ? usual
            : double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) ? number
            : throw new HeedException($"{variable}: expected a number; got '{text}'.");
}
